// Which of several lists it is nobody knows, but each of them says the same.
param isPublic bool

resource unrelated 'Microsoft.Web/sites@2023-12-01' = {
  name: 'no-lists'
  location: 'westeurope'
  properties: {
    siteConfig: { minTlsVersion: '1.2', ...(isPublic ? { http20Enabled: true } : {}) }
  }
}

resource harmless 'Microsoft.Web/sites@2023-12-01' = {
  name: 'harmless-lists'
  location: 'westeurope'
  properties: {
    siteConfig: isPublic
      ? { cors: { allowedOrigins: ['https://a.example', 'https://b.example'] } }
      : {}
  }
}

resource open 'Microsoft.Web/sites@2023-12-01' = {
  name: 'open-in-one'
  location: 'westeurope'
  properties: {
    siteConfig: isPublic ? { cors: { allowedOrigins: ['*'] } } : {}
  }
}

resource empty 'Microsoft.Web/sites@2023-12-01' = {
  name: 'open-or-empty'
  location: 'westeurope'
  properties: { siteConfig: { cors: { allowedOrigins: isPublic ? ['*'] : [] } } }
}

resource restricted 'Microsoft.Web/sites@2023-12-01' = {
  name: 'restricted'
  location: 'westeurope'
  properties: {
    siteConfig: {
      ipSecurityRestrictions: concat(
        [{ ipAddress: '203.0.113.0/24', action: 'Allow' }],
        isPublic ? [{ ipAddress: 'Any', action: 'Deny' }] : []
      )
    }
  }
}

resource noIdentity 'Microsoft.Web/sites@2023-12-01' = {
  name: 'no-identity'
  location: 'westeurope'
  identity: isPublic ? { type: 'UserAssigned' } : { type: 'UserAssigned', userAssignedIdentities: {} }
  properties: {}
}

resource identity 'Microsoft.Web/sites@2023-12-01' = {
  name: 'identity'
  location: 'westeurope'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: isPublic ? { '/subscriptions/s/a': {} } : { '/subscriptions/s/b': {} }
  }
  properties: {}
}

// Logs that are only maybe kept.
resource logged 'Microsoft.Web/sites@2023-12-01' = {
  name: 'logged'
  location: 'westeurope'
  properties: {}

  resource logs 'config' = {
    name: 'logs'
    properties: { httpLogs: isPublic ? { fileSystem: { enabled: true } } : {} }
  }
}
