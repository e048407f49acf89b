param mode string

resource site 'Microsoft.Web/sites@2022-09-01' = {
  name: 'secret'
  properties: { clientCertEnabled: mode == 'strict' }
}
