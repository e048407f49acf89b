param name string
@maxLength(8)
param prefix string = 'web'
param requireCert bool = false
@allowed([1, 2])
param workers int = 1
param settings object = {}
param tags object = {}

resource app 'Microsoft.Web/sites@2022-09-01' = {
  name: '${prefix}-${name}'
  location: 'westeurope'
  tags: tags
  properties: {
    clientCertEnabled: requireCert
    siteConfig: {
      numberOfWorkers: workers
    }
  }
}

resource other 'Microsoft.Web/sites@2022-09-01' = {
  name: '${name}-other'
  location: 'westeurope'
  properties: {
    clientCertEnabled: settings.cert
  }
}
