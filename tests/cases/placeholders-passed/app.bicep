@maxLength(12)
param name string
@allowed(['low', 'high'])
param tier string
@maxLength(4)
param owner string

resource app 'Microsoft.Web/sites@2022-09-01' = {
  name: name
  location: 'westeurope'
  tags: { tier: tier, owner: owner }
  properties: {
    clientCertEnabled: true
  }
}
