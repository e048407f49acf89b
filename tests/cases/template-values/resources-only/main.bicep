param unknown array
param known array = [
  { type: 'Microsoft.Web/sites', apiVersion: '2022-09-01', name: 'known' }
]

resource list 'Microsoft.Resources/deployments@2022-09-01' = {
  name: 'list'
  properties: {
    mode: 'Incremental'
    template: {
      '$schema': 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#'
      contentVersion: '1.0.0.0'
      resources: unknown
    }
  }
}

resource items 'Microsoft.Resources/deployments@2022-09-01' = {
  name: 'items'
  properties: {
    mode: 'Incremental'
    template: {
      '$schema': 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#'
      contentVersion: '1.0.0.0'
      resources: [
        known[0]
        { type: 'Microsoft.Web/sites', apiVersion: '2022-09-01', name: 'beside' }
      ]
    }
  }
}

resource loop 'Microsoft.Resources/deployments@2022-09-01' = {
  name: 'loop'
  properties: {
    mode: 'Incremental'
    template: {
      '$schema': 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#'
      contentVersion: '1.0.0.0'
      resources: [for i in range(0, 2): { type: 'Microsoft.Web/sites', apiVersion: '2022-09-01', name: 'site${i}' }]
    }
  }
}
