// None of these names all copies of a resource.
resource sites 'Microsoft.Web/sites@2022-09-01' = [for i in range(0, 2): {
  name: 'site${i}'
}]

resource other 'Microsoft.Web/sites@2022-09-01' = {
  name: 'copies'
  tags: { state: sites[0].properties.state, all: string(map(['a'], sites => sites)) }
  dependsOn: [sites]
}

output names array = [for sites in ['a']: sites]
