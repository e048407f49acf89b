param mode string

resource site 'Microsoft.Web/sites@2022-09-01' = {
  name: 'same'
  properties: { clientCertEnabled: mode == 'strict' }
}
