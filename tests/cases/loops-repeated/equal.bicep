param expected string

resource app 'Microsoft.Web/sites@2022-09-01' = {
  name: 'equal'
  properties: {
    clientCertEnabled: deployment().name != expected
  }
}
