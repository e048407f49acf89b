// tricep:ignore-file[unused-suppression]
resource site 'Microsoft.Web/sites@2022-09-01' = {
  name: 'site'
  properties: {
    // tricep:ignore[client-cert-enabled]
    clientCertEnabled: true
  }
}
// tricep:ignore-file[unused-suppression]: suppresses the same, so it is used too
