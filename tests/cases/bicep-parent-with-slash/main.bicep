// The name of a parent is taken apart at its slash, though the app's is not known.
param app string

resource slot 'Microsoft.Web/sites/slots@2023-12-01' = {
  name: '${app}/staging'
  properties: { siteConfig: { minTlsVersion: '1.2' } }
}

resource config 'Microsoft.Web/sites/slots/config@2023-12-01' = {
  parent: slot
  name: 'web'
  properties: { minTlsVersion: '1.1' }
}

// No slash is known here, but the names of both begin with the same.
param other string

resource unknown 'Microsoft.Web/sites/slots@2023-12-01' = {
  name: other
  properties: { siteConfig: { minTlsVersion: '1.2' } }
}

resource child 'Microsoft.Web/sites/slots/config@2023-12-01' = {
  parent: unknown
  name: 'web'
  properties: { minTlsVersion: '1.1' }
}
