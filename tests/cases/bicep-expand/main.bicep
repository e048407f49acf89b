param location string = resourceGroup().location
var rules = [for i in range(0, 2): { name: 'rule${i}', on: i == 1 }]

resource plan 'Microsoft.Web/serverfarms@2022-09-01' existing = {
  name: 'plan'
  scope: resourceGroup('other')
}

@batchSize(1)
resource sites 'Microsoft.Web/sites@2022-09-01' = [for rule in rules: {
  name: '${rule.name}-{x}'
  location: location
  properties: {
    serverFarmId: plan.id
    siteConfig: {
      appSettings: [for (n, i) in ['a', 'b']: { name: toUpper(n), value: '${i}' }]
    }
    clientCertEnabled: rule.on
  }
}]

output first string = sites[0].name
output host string = sites[1].properties.defaultHostName
output mapped array = map(rules, r => r.name)
