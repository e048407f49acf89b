var common = {
  type: 'Microsoft.Web/sites'
  apiVersion: '2023-12-01'
  location: 'westeurope'
}
var site = { ...common, name: 'of a template that is spread', properties: { clientCertEnabled: false } }
var body = {
  contentVersion: '1.0.0.0'
  resources: [site]
}

resource resourceSpread 'Microsoft.Resources/deployments@2022-09-01' = {
  name: 'resourceSpread'
  properties: {
    mode: 'Incremental'
    template: {
      '$schema': 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#'
      contentVersion: '1.0.0.0'
      resources: [
        { ...common, name: 'spread', properties: { clientCertEnabled: false } }
      ]
    }
  }
}

resource templateSpread 'Microsoft.Resources/deployments@2022-09-01' = {
  name: 'templateSpread'
  properties: {
    mode: 'Incremental'
    template: {
      '$schema': 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#'
      ...body
    }
  }
}

resource children 'Microsoft.Resources/deployments@2022-09-01' = {
  name: 'children'
  properties: {
    mode: 'Incremental'
    template: {
      '$schema': 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#'
      contentVersion: '1.0.0.0'
      resources: [
        {
          type: 'Microsoft.Web/sites'
          apiVersion: '2023-12-01'
          name: 'parent'
          location: 'westeurope'
          properties: { clientCertEnabled: true }
          resources: [
            { type: 'slots', apiVersion: '2023-12-01', name: 'slot', location: 'westeurope', properties: { clientCertEnabled: false } }
          ]
        }
      ]
    }
  }
}
