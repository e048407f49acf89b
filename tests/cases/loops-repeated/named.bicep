resource app 'Microsoft.Web/sites@2022-09-01' = {
  name: deployment().name
  properties: {
    clientCertEnabled: deployment().name == 'b'
  }
}
