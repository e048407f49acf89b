param certs bool = true
resource site 'Microsoft.Web/sites@2023-12-01' = {
  name: 'filled'
  location: 'westeurope'
  properties: {
    clientCertEnabled: certs
  }
}
