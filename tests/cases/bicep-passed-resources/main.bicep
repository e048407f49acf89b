// Resources as parameters and outputs of modules: what is passed is the id.
param plan resource 'Microsoft.Web/serverfarms@2022-09-01'
param old resource<'Microsoft.Web/serverfarms@2022-09-01'> = { name: 'old' }

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: 'vault'
}

module inner 'inner.bicep' = {
  name: 'inner'
  params: { vault: vault, whole: vault }
}

resource site 'Microsoft.Web/sites@2022-09-01' = {
  name: '${inner.outputs.made.name}-${old.name}'
  properties: {
    serverFarmId: plan.id
    clientCertEnabled: inner.outputs.name == 'vault' && plan.type == 'Microsoft.Web/serverfarms'
    siteConfig: {
      appSettings: [
        { name: 'version', value: plan.apiVersion }
        { name: 'plan', value: plan.name }
        { name: 'zone', value: plan.properties.zoneRedundant }
        { name: 'where', value: plan.location }
        { name: 'keys', value: plan.list().value }
        { name: 'id', value: inner.outputs.made.id }
        { name: 'type', value: inner.outputs.bare.type }
        { name: 'tags', value: inner.outputs.bare.tags }
      ]
    }
  }
}

output site resource = site
