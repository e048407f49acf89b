param plan string

resource site 'Microsoft.Web/sites@2022-09-01' = {
  name: 'in-a-module'
  location: 'westeurope'
  properties: {
    serverFarmId: plan
    clientCertEnabled: true
  }
}
