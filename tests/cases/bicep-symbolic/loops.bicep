// All copies of a resource are named where they are not what something depends on.
resource sites 'Microsoft.Web/sites@2022-09-01' existing = [for i in range(0, 2): {
  name: 'site${i}'
}]

resource other 'Microsoft.Web/sites@2022-09-01' = {
  name: 'loops'
  tags: { state: sites[0].properties.state, all: string(map(sites, site => site.name)) }
  dependsOn: [sites]
}
