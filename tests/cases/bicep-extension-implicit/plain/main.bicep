// Nothing but that of Azure.
resource group 'Example.Graph/groups' = {
  displayName: 'a'
}
resource pod 'core/Pod' = {
  metadata: { name: 'p' }
}
resource site 'Microsoft.Web/sites@2022-09-01' = {
  name: 'site'
  properties: { clientCertEnabled: false }
}
