@allowed(['test', 'live'])
param stage string

@allowed([true])
param asks bool

@allowed(['FtpsOnly', 'AllAllowed'])
param ftps string

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
