// What the compiler refuses is told where it stands; the rest is judged.
targetScope = 'resourcegroup'

resource site 'Microsoft.Web/sites@2022-09-01' = {
  name: 'site'
  properties: { clientCertEnabled: false }
}
