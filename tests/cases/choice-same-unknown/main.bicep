// What nobody knows is the same in every object that it can be: the plan is found.
param isLarge bool

resource plan 'Microsoft.Web/serverfarms@2023-12-01' = {
  name: 'plan'
  location: 'westeurope'
  sku: { name: 'P1v3' }
  properties: { hostingEnvironmentProfile: { id: '/subscriptions/s/hostingEnvironments/e' } }
}

resource spread 'Microsoft.Web/sites@2023-12-01' = {
  name: 'spread'
  location: 'westeurope'
  properties: {
    serverFarmId: plan.id
    ...(isLarge ? { siteConfig: { webSocketsEnabled: true } } : {})
  }
}

resource written 'Microsoft.Web/sites@2023-12-01' = {
  name: 'written-twice'
  location: 'westeurope'
  properties: isLarge ? { serverFarmId: plan.id, reserved: true } : { serverFarmId: plan.id }
}
