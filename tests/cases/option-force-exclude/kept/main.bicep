resource a 'Microsoft.Web/sites@2022-09-01' = {
  name: 'kept'
  location: 'x'
  properties: { clientCertEnabled: false, httpsOnly: false }
}
