targetScope = 'resourceGroup'

param names string[]
param certs bool
@secure()
param secret string
param region string = 'here'
param text string
param tier string

resource sites 'Microsoft.Web/sites@2022-09-01' = [for name in names: {
  name: name
  location: region
  kind: text
  tags: { tier: tier, secret: secret }
  properties: { clientCertEnabled: certs }
}]
