param name string
param settings object

resource site 'Microsoft.Web/sites@2022-09-01' = {
  name: name
  properties: {
    clientCertEnabled: settings.certs
  }
}
