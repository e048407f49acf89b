resource a 'Microsoft.Web/sites@2022-09-01' = {
  name: 'kept-old'
  location: 'x'
  properties: { clientCertEnabled: false, httpsOnly: false }
}
