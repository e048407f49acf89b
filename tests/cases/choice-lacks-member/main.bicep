// What one of several values lacks is absent there, not null.
@allowed(['node', 'python'])
param runtime string
param isPublic bool

resource app 'Microsoft.Web/sites@2023-12-01' = {
  name: 'app'
  location: 'westeurope'
  properties: union({ clientCertEnabled: true }, isPublic ? { publicNetworkAccess: 'Enabled' } : {})

  resource settings 'config' = {
    name: 'appsettings'
    properties: union({ MODE: 'a' }, runtime == 'python' ? { WORKERS: '4' } : {})
  }

  resource web 'config' = {
    name: 'web'
    properties: union({ alwaysOn: true }, isPublic ? { http20Enabled: true } : {})
  }

  resource logs 'config' = {
    name: 'logs'
    properties: isPublic ? { clientCertMode: 'Required' } : {}
  }
}

resource slot 'Microsoft.Web/sites/slots@2023-12-01' = {
  parent: app
  name: 'test'
  location: 'westeurope'
  properties: isPublic ? { clientCertEnabled: false } : {}
}
