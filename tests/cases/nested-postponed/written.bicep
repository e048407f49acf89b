resource usual 'Microsoft.Resources/deployments@2022-09-01' = {
  name: 'usual'
  properties: {
    mode: 'Incremental'
    parameters: { certs: { value: true } }
    template: {
      '$schema': 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#'
      contentVersion: '1.0.0.0'
      parameters: { certs: { type: 'bool' } }
      resources: [
        {
          type: 'Microsoft.Web/sites'
          apiVersion: '2023-12-01'
          name: 'written'
          location: 'westeurope'
          properties: { clientCertEnabled: '[parameters(\'certs\')]' }
        }
      ]
    }
  }
}

// The compiler marks the text in brackets, and nothing takes the mark away before.
resource inner 'Microsoft.Resources/deployments@2022-09-01' = {
  name: 'inner'
  properties: {
    mode: 'Incremental'
    expressionEvaluationOptions: { scope: 'Inner' }
    parameters: { certs: { value: true } }
    template: {
      '$schema': 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#'
      contentVersion: '1.0.0.0'
      parameters: { certs: { type: 'bool' } }
      resources: [
        {
          type: 'Microsoft.Web/sites'
          apiVersion: '2023-12-01'
          name: 'marked'
          location: 'westeurope'
          properties: { clientCertEnabled: '[parameters(\'certs\')]' }
        }
      ]
    }
  }
}

resource stack 'Microsoft.Resources/deploymentStacks@2024-03-01' = {
  name: 'stack'
  properties: {
    actionOnUnmanage: { resources: 'detach' }
    denySettings: { mode: 'none' }
    parameters: { certs: { value: true } }
    template: {
      '$schema': 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#'
      contentVersion: '1.0.0.0'
      parameters: { certs: { type: 'bool' } }
      resources: [
        {
          type: 'Microsoft.Web/sites'
          apiVersion: '2023-12-01'
          name: 'stacked'
          location: 'westeurope'
          properties: { clientCertEnabled: '[parameters(\'certs\')]' }
        }
      ]
    }
  }
}
