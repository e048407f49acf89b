param requireCert bool

resource app 'Microsoft.Web/sites@2022-09-01' = {
  name: 'app'
  location: 'westeurope'
  properties: {
    clientCertEnabled: requireCert
  }
}
