param env string
param size 'small' | 'large'

var skus = {
  dev: { name: 'B1' }
  test: { tier: 'Free' }
}

// All that it can be is for development: once by its name, once by its tier.
resource development 'Microsoft.Web/serverfarms@2022-09-01' = {
  name: 'development'
  location: 'westeurope'
  sku: skus[env]
}

// One of its values is.
resource some 'Microsoft.Web/serverfarms@2022-09-01' = {
  name: 'some'
  location: 'westeurope'
  sku: env == 'prod' ? { name: 'P1v3', capacity: 3 } : { tier: 'Free' }
  properties: {
    zoneRedundant: true
  }
}

// Where certificates are asked for, they are required.
resource required 'Microsoft.Web/sites@2022-09-01' = {
  name: 'required'
  location: 'westeurope'
  properties: env == 'prod'
    ? { clientCertEnabled: true, clientCertMode: 'Required' }
    : { clientCertEnabled: false, clientCertMode: 'Optional' }
}

// One of its values has one of two inside.
resource optional 'Microsoft.Web/sites@2022-09-01' = {
  name: 'optional'
  location: 'westeurope'
  properties: env == 'prod'
    ? { clientCertEnabled: true, clientCertMode: 'Optional' }
    : { clientCertEnabled: true, clientCertMode: size == 'small' ? 'Require' : '' }
}

// Neither version has updates, but only one of them is one of Node.js.
resource function 'Microsoft.Web/sites@2022-09-01' = {
  name: 'function'
  kind: 'functionapp'
  location: 'westeurope'
  properties: {
    functionAppConfig: {
      runtime: env == 'prod' ? { name: 'node', version: '14' } : { name: 'python', version: '3.6' }
    }
  }
}

// What has no effect in one of them is another property in the other.
resource misplaced 'Microsoft.Web/sites@2022-09-01' = {
  name: 'misplaced'
  location: 'westeurope'
  properties: env == 'prod' ? { ftpsState: 'Disabled', httpsOnly: true } : { minTlsVersion: '1.2', httpsOnly: true }
}

resource logged 'Microsoft.Web/sites@2022-09-01' = {
  name: 'logged'
  location: 'westeurope'
  properties: { httpsOnly: true }

  resource logs 'config' = {
    name: 'logs'
    properties: env == 'prod'
      ? { httpLogs: { fileSystem: { enabled: true } } }
      : { httpLogs: { fileSystem: { enabled: false } } }
  }
}
