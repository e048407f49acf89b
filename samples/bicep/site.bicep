param name string
param requireClientCert bool

resource site 'Microsoft.Web/sites@2022-09-01' = {
  name: name
  properties: {
    httpsOnly: true
    clientCertEnabled: requireClientCert
    siteConfig: {
      ftpsState: 'Disabled'
    }
  }
}
