// tricep:ignore-file[unused-suppression]
// tricep:ignore-file[unused-suppression]: the same again
resource site 'Microsoft.Web/sites@2022-09-01' = {
  name: 'site'
  properties: {
    clientCertEnabled: true
  }
}
