param certs bool
param name string = 'site'

resource site 'Microsoft.Web/sites@2022-09-01' = {
  name: name
  properties: { clientCertEnabled: certs }
}
