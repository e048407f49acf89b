resource shop 'Microsoft.Resources/deploymentStacks@2024-03-01' = {
  name: 'shop'
  properties: {
    actionOnUnmanage: { resources: 'delete' }
    denySettings: { mode: 'none' }
    deploymentScope: '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/other'
    templateLink: { relativePath: 'nested/site.json' }
    parameters: { certs: { value: false } }
  }
}

resource remote 'Microsoft.Resources/deploymentStacks@2024-03-01' = {
  name: 'remote'
  properties: {
    actionOnUnmanage: { resources: 'delete' }
    denySettings: { mode: 'none' }
    templateLink: { uri: 'https://example.com/site.json' }
  }
}

resource there 'Microsoft.Resources/deploymentStacks@2024-03-01' existing = {
  name: 'there'
}
