// Settings of a config resource that may be there, or may be in it.
param isStrict bool
param region string
param version string

resource byBool 'Microsoft.Web/sites@2023-12-01' = {
  name: 'by-bool'
  location: region
  properties: { siteConfig: { minTlsVersion: '1.0' } }

  resource web 'config' = {
    name: 'web'
    properties: union({ alwaysOn: true }, isStrict ? { minTlsVersion: '1.2' } : {})
  }
}

resource byRegion 'Microsoft.Web/sites@2023-12-01' = {
  name: 'by-region'
  location: region
  properties: { siteConfig: { minTlsVersion: '1.0' } }

  resource web 'config' = {
    name: 'web'
    properties: { minTlsVersion: region == 'westeurope' ? '1.2' : null }
  }
}

resource eitherIsGood 'Microsoft.Web/sites@2023-12-01' = {
  name: 'either-is-good'
  location: region
  properties: { siteConfig: { minTlsVersion: '1.2' } }

  resource web 'config' = {
    name: 'web'
    properties: region == 'westeurope' ? { minTlsVersion: '1.3' } : {}
  }
}

resource eitherIsBad 'Microsoft.Web/sites@2023-12-01' = {
  name: 'either-is-bad'
  location: region
  properties: { siteConfig: { minTlsVersion: '1.0' } }

  resource web 'config' = {
    name: 'web'
    properties: region == 'westeurope' ? { minTlsVersion: '1.1' } : {}
  }
}

resource conditional 'Microsoft.Web/sites@2023-12-01' = {
  name: 'conditional'
  location: region
  properties: { siteConfig: { minTlsVersion: version } }

  resource web 'config' = if (region == 'westeurope') {
    name: 'web'
    properties: { minTlsVersion: '1.2' }
  }
}
