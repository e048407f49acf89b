targetScope = subscription

resource site 'Microsoft.Web/sites@2022-09-01' = {
  name: 'site'
  properties: { clientCertEnabled: true }
}
