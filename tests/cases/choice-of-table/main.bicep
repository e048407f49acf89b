// Which entry of a table counts nobody knows, but it is one of them.
param env string

var settings = {
  dev: { tls: '1.2', certificates: true, origins: ['https://dev.example'] }
  test: { tls: '1.3', certificates: true, origins: [] }
  prod: { tls: '1.2', certificates: true, origins: ['https://a.example', 'https://b.example'] }
}
var mixed = {
  dev: { tls: '1.0', certificates: false, origins: ['*'] }
  prod: { tls: '1.2', certificates: true, origins: [] }
}
var off = { dev: false, prod: false }

resource harmless 'Microsoft.Web/sites@2023-12-01' = {
  name: 'harmless'
  location: 'westeurope'
  properties: {
    clientCertEnabled: settings[env].certificates
    siteConfig: {
      minTlsVersion: settings[env].tls
      cors: { allowedOrigins: settings[env].origins }
    }
  }
}

resource depends 'Microsoft.Web/sites@2023-12-01' = {
  name: 'depends'
  location: 'westeurope'
  properties: {
    clientCertEnabled: mixed[env].certificates
    siteConfig: {
      minTlsVersion: mixed[env].tls
      cors: { allowedOrigins: mixed[env].origins }
    }
  }
}

resource never 'Microsoft.Web/sites@2023-12-01' = {
  name: 'never'
  location: 'westeurope'
  properties: { clientCertEnabled: off[env] }
}

resource mayLack 'Microsoft.Web/sites@2023-12-01' = {
  name: 'may-lack'
  location: 'westeurope'
  properties: { clientCertEnabled: settings[?env].?certificates }
}
