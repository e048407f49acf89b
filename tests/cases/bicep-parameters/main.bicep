param certs bool
param tags object = {}

resource site 'Microsoft.Web/sites@2022-09-01' = {
  name: 'site'
  tags: tags
  properties: {
    clientCertEnabled: certs
  }
}
