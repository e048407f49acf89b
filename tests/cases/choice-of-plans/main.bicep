param env string
param tier string

resource fixed 'Microsoft.Web/serverfarms@2022-09-01' = {
  name: 'fixed'
  location: 'westeurope'
  sku: { name: 'P1v3' }
}

resource open 'Microsoft.Web/serverfarms@2022-09-01' = {
  name: 'open'
  location: 'westeurope'
  sku: { name: tier }
}

// One of its plans is fit; of the other one nobody knows.
resource site 'Microsoft.Web/sites@2022-09-01' = {
  name: 'site'
  location: 'westeurope'
  properties: {
    serverFarmId: env == 'prod' ? 'fixed' : 'open'
    clientCertEnabled: true
  }
}
