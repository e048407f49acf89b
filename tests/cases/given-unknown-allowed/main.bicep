@allowed(['test', 'live'])
param stage string

@allowed([true])
param asks bool

@allowed(['FtpsOnly', 'AllAllowed'])
param ftps string

// Null is allowed without being listed.
@allowed([true])
param asksOrNot bool?

resource site 'Microsoft.Web/sites@2022-09-01' = {
  name: 'app'
  location: 'westeurope'
  properties: {
    httpsOnly: contains(['test', 'live'], stage)
    clientCertEnabled: asks
    siteConfig: {
      ftpsState: ftps
    }
  }
}

resource other 'Microsoft.Web/sites@2022-09-01' = {
  name: 'other'
  location: 'westeurope'
  properties: {
    httpsOnly: true
    clientCertEnabled: asksOrNot
    siteConfig: {
      ftpsState: 'FtpsOnly'
    }
  }
}
