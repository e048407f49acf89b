param kind 'app' = 'app'

resource site 'Microsoft.Web/sites@2022-09-01' existing = {
  name: 'site'
}

resource other 'Microsoft.Web/sites@2022-09-01' = {
  name: 'literal'
  kind: kind
  tags: { state: site.properties.state }
}
