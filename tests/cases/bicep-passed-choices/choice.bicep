param mode string

resource site 'Microsoft.Web/sites@2022-09-01' = {
  name: 'choice'
  properties: { clientCertEnabled: mode == 'strict' }
}
