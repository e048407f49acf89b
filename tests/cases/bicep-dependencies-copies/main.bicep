// Which plan a site has is told by dependsOn alone: that of the same index.
param n string
param s string
param ids array
var skus = ['S1', 'Y1', 'F1', 'S1']
resource plan 'Microsoft.Web/serverfarms@2019-08-01' = [for i in range(0, 4): {
  name: '${n}${i}'
  sku: {
    name: skus[i]
  }
}]
resource site 'Microsoft.Web/sites@2019-08-01' = [for i in range(0, 4): {
  name: '${s}${i}'
  properties: {
    serverFarmId: ids[i]
  }
  dependsOn: [
    plan[i]
  ]
}]
