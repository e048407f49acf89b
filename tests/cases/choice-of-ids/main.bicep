param env string
@allowed(['a', 'b'])
param letter string
param suffix string

resource free 'Microsoft.Web/serverfarms@2022-09-01' = {
  name: 'free-${suffix}'
  location: 'westeurope'
  sku: { name: 'F1' }
}

resource shared 'Microsoft.Web/serverfarms@2022-09-01' = {
  name: 'shared'
  location: 'westeurope'
  sku: { name: 'D1' }
}

resource premium 'Microsoft.Web/serverfarms@2022-09-01' = {
  name: 'premium'
  location: 'westeurope'
  sku: { name: 'P1v3' }
}

resource standard 'Microsoft.Web/serverfarms@2022-09-01' = {
  name: 'standard'
  location: 'westeurope'
  sku: { name: 'S1' }
}

resource lettered 'Microsoft.Web/serverfarms@2022-09-01' = [for one in ['a', 'b']: {
  name: 'plan-${one}'
  location: 'westeurope'
  sku: { name: 'F1' }
}]

var plans = {
  test: { id: free.id }
  prod: { id: premium.id }
}

resource site0 'Microsoft.Web/sites@2022-09-01' = {
  name: 'both-fail'
  location: 'westeurope'
  properties: {
    serverFarmId: env == 'prod' ? free.id : shared.id
    clientCertEnabled: true
  }
}

resource site1 'Microsoft.Web/sites@2022-09-01' = {
  name: 'both-pass'
  location: 'westeurope'
  properties: {
    serverFarmId: env == 'prod' ? premium.id : standard.id
    clientCertEnabled: true
  }
}

resource site2 'Microsoft.Web/sites@2022-09-01' = {
  name: 'one-fails'
  location: 'westeurope'
  properties: {
    serverFarmId: env == 'prod' ? premium.id : free.id
    clientCertEnabled: true
  }
}

resource site3 'Microsoft.Web/sites@2022-09-01' = {
  name: 'one-elsewhere'
  location: 'westeurope'
  properties: {
    serverFarmId: env == 'prod' ? premium.id : resourceId('Microsoft.Web/serverfarms', 'elsewhere')
    clientCertEnabled: true
  }
}

resource site4 'Microsoft.Web/sites@2022-09-01' = {
  name: 'three-fail'
  location: 'westeurope'
  properties: {
    serverFarmId: env == 'prod' ? free.id : (env == 'test' ? shared.id : free.id)
    clientCertEnabled: true
  }
}

resource site5 'Microsoft.Web/sites@2022-09-01' = {
  name: 'one-of-three'
  location: 'westeurope'
  properties: {
    serverFarmId: env == 'prod' ? premium.id : (env == 'test' ? shared.id : standard.id)
    clientCertEnabled: true
  }
}

resource site6 'Microsoft.Web/sites@2022-09-01' = {
  name: 'by-letter'
  location: 'westeurope'
  properties: {
    serverFarmId: resourceId('Microsoft.Web/serverfarms', 'plan-${letter}')
    clientCertEnabled: true
  }
}

resource site7 'Microsoft.Web/sites@2022-09-01' = {
  name: 'by-table'
  location: 'westeurope'
  properties: {
    serverFarmId: plans[env].id
    clientCertEnabled: true
  }
}

resource site8 'Microsoft.Web/sites@2022-09-01' = {
  name: 'of-objects'
  location: 'westeurope'
  properties: {
    serverFarmId: (env == 'prod' ? { id: free.id } : { id: shared.id }).id
    clientCertEnabled: true
  }
}

resource site9 'Microsoft.Web/sites@2022-09-01' = {
  name: 'of-nested-objects'
  location: 'westeurope'
  properties: {
    serverFarmId: (env == 'prod' ? { plan: { id: free.id } } : { plan: env == 'test' ? { id: shared.id } : { id: free.id } }).plan.id
    clientCertEnabled: true
  }
}

// What is deployed first is so for one of the two: where the other leads, nobody knows.
resource site10 'Microsoft.Web/sites@2022-09-01' = {
  name: 'one-unknown'
  location: 'westeurope'
  properties: {
    serverFarmId: env == 'prod' ? free.id : suffix
    clientCertEnabled: true
  }
}

module passed 'site.bicep' = {
  name: 'passed'
  params: {
    plan: env == 'prod' ? free.id : shared.id
  }
}

// The id of a plan is that of this plan, whichever of its names it gets.
resource named 'Microsoft.Web/serverfarms@2022-09-01' = {
  name: env == 'prod' ? 'named' : 'other'
  location: 'westeurope'
  sku: { name: 'F1' }
}

resource namedByGiven 'Microsoft.Web/serverfarms@2022-09-01' = {
  name: env == 'prod' ? 'named' : suffix
  location: 'westeurope'
  sku: { name: 'F1' }
}

resource site11 'Microsoft.Web/sites@2022-09-01' = {
  name: 'plan-with-two-names'
  location: 'westeurope'
  properties: {
    serverFarmId: named.id
    clientCertEnabled: true
  }
}

resource site12 'Microsoft.Web/sites@2022-09-01' = {
  name: 'plan-with-a-given-name'
  location: 'westeurope'
  properties: {
    serverFarmId: namedByGiven.id
    clientCertEnabled: true
  }
}
