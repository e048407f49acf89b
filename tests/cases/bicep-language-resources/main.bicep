// Each construct around resources that no other case has.
extension kubernetes with {
  namespace: 'default'
  kubeConfig: ''
} as k8s
extension 'br:example.azurecr.io/extensions/graph:1.0.0'
import 'sys@1.0.0' as old

param plans array = ['p0', 'p1']

test smoke 'main.bicep' = {
  params: { plans: [] }
}

resource pod 'core/Service@v1' = {
  metadata: { name: 'service' }
}

resource vault 'az:Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: 'vault'
  scope: resourceGroup('keys')
}

@nullIfNotFound()
resource perhaps 'Microsoft.Storage/storageAccounts@2023-01-01' existing = {
  name: 'perhaps'
}

@batchSize(1)
resource parents 'Microsoft.Web/sites@2022-09-01' = [for (name, i) in plans: if (i < 5) {
  name: '${name}-${i}'
  properties: { clientCertEnabled: i == 0 }
}]

@onlyIfNotExists()
@retryOn(['ServerError'], 2)
@waitUntil(r => r.properties.state == 'Running', 'PT1M')
resource child 'Microsoft.Web/sites/slots@2022-09-01' = {
  parent: parents[1]
  name: 'slot'
  properties: {
    clientCertEnabled: parents[0].name == 'p0-0'
    siteConfig: {
      appSettings: [for (setting, n) in items({ a: 'b' }): {
        name: '${setting.key}${n}'
        value: setting.value
      }]
      key: perhaps.?properties.?key
    }
  }
  dependsOn: [parents]
}

resource lock 'Microsoft.Authorization/locks@2020-05-01' = {
  name: 'lock'
  scope: child
  properties: { level: 'CanNotDelete', notes: child.id }
}

module group 'inner.bicep' = {
  name: 'group'
  scope: managementGroup('mg')
  params: { secret: vault.getSecret('name', 'version') }
}

module root 'tenant.bicep' = {
  name: 'root'
  scope: tenant()
  params: { secret: length(plans) > 1 ? vault.getSecret('name') : 'none' }
}

module unnamed 'inner.bicep' = [for plan in plans: {
  scope: subscription('11111111-1111-1111-1111-111111111111')
  params: { secret: plan }
}]

output key string = vault.listKeys('2020-01-01', { a: 1 }).value
output location string = child!.location
output collection array = map(parents, p => p.name)

// An extension may have types without versions.
resource thing 'Example.Things/thing' = {
  name: 'thing'
}
