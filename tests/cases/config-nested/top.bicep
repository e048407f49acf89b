resource site 'Microsoft.Web/sites@2022-09-01' = {
  name: 'top'
  kind: 'app'
  properties: {
    clientCertEnabled: false
    httpsOnly: false
    siteConfig: { http20Enabled: true }
  }
}
