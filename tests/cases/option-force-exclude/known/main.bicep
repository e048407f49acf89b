resource a 'Microsoft.Web/sites@2022-09-01' = {
  name: 'known'
  location: 'x'
  properties: { clientCertEnabled: false, httpsOnly: false }
}
