// tricep:ignore-file[suppression-expired]
// tricep:ignore-file[unused-suppression] until 2020-01-01
resource site 'Microsoft.Web/sites@2022-09-01' = {
  name: 'site'
  properties: {
    clientCertEnabled: true
  }
}
