param tier string
var key = 'correct-horse-1'

resource shop 'Microsoft.Web/sites@2023-12-01' = {
  name: 'shop'
  location: 'westeurope'
  properties: {
    clientCertEnabled: false
    siteConfig: { appSettings: [{ name: 'DB_PASSWORD', value: 'correct-horse-2' }] }
  }
}

resource settings 'Microsoft.Web/sites/config@2023-12-01' = {
  parent: shop
  name: 'appsettings'
  properties: {
    CLIENT_SECRET: tier == 'big' ? 'correct-horse-4' : 'correct-horse-5'
    SAS: key
  }
}
