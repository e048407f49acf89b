param on bool
resource s 'Microsoft.Web/sites@2022-09-01' = {
  name: 'a'
  location: 'l'
  properties: { clientCertEnabled: on, httpsOnly: true, siteConfig: { ftpsState: 'Disabled' } }
}
