resource site 'Microsoft.Web/sites@2022-09-01' = {
  name: 'in-a-function'
  kind: 'functionapp'
  properties: {
    clientCertEnabled: false
    httpsOnly: false
    siteConfig: { http20Enabled: true }
  }
}
