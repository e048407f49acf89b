// Which of several lists it is nobody knows: what is in one of them counts.
param isPublic bool
param region string

resource everyOrigin 'Microsoft.Web/sites@2023-12-01' = {
  name: 'every-origin'
  location: 'westeurope'
  properties: {
    siteConfig: {
      cors: isPublic ? { allowedOrigins: ['*'] } : { allowedOrigins: ['https://a.example', '*'] }
    }
  }
}

resource someOrigins 'Microsoft.Web/sites@2023-12-01' = {
  name: 'some-origins'
  location: 'westeurope'
  properties: {
    siteConfig: { cors: { allowedOrigins: isPublic ? ['*'] : ['https://a.example'] } }
  }
}

resource byRegion 'Microsoft.Web/sites@2023-12-01' = {
  name: 'by-region'
  location: region
  properties: {
    siteConfig: { cors: { allowedOrigins: region == 'westeurope' ? ['*'] : [] } }
  }
}

resource secrets 'Microsoft.Web/sites@2023-12-01' = {
  name: 'secrets'
  location: 'westeurope'
  properties: {
    siteConfig: {
      appSettings: concat(
        [{ name: 'MODE', value: 'a' }],
        region == 'westeurope' ? [{ name: 'DB_PASSWORD', value: 'k2-Quartz-91' }] : []
      )
    }
  }

  resource settings 'config' = {
    name: 'appsettings'
    properties: union({ MODE: 'a' }, isPublic ? { API_TOKEN: 'k2-Quartz-92' } : {})
  }

  resource connections 'config' = {
    name: 'connectionstrings'
    properties: {
      db: {
        type: 'SQLAzure'
        value: isPublic ? 'Server=a;Password=k2-Quartz-93' : '@Microsoft.KeyVault(SecretUri=https://v/secrets/db)'
      }
    }
  }
}

resource runtimes 'Microsoft.Web/sites@2023-12-01' = {
  name: 'runtimes'
  location: 'westeurope'
  properties: {
    siteConfig: {
      appSettings: concat(
        [{ name: 'MODE', value: 'a' }],
        isPublic ? [{ name: 'WEBSITE_NODE_DEFAULT_VERSION', value: '~12' }] : []
      )
    }
  }
}

resource oldRuntimes 'Microsoft.Web/sites@2023-12-01' = {
  name: 'old-runtimes'
  location: 'westeurope'
  properties: {
    siteConfig: {
      appSettings: [{ name: 'WEBSITE_NODE_DEFAULT_VERSION', value: isPublic ? '~10' : '~12' }]
    }
  }

  resource settings 'config' = {
    name: 'appsettings'
    properties: union({ MODE: 'a' }, isPublic ? { WEBSITE_NODE_DEFAULT_VERSION: '~12' } : {})
  }
}

// Spread, the same.
resource spread 'Microsoft.Web/sites@2023-12-01' = {
  name: 'spread'
  location: 'westeurope'
  properties: {
    siteConfig: {
      cors: { ...{ supportCredentials: false }, ...(isPublic ? { allowedOrigins: ['*'] } : { allowedOrigins: ['https://a.example', '*'] }) }
      appSettings: [
        ...[{ name: 'MODE', value: 'a' }]
        ...(isPublic ? [{ name: 'API_TOKEN', value: 'k2-Quartz-94' }] : [])
      ]
    }
  }
}
