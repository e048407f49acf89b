resource site 'Microsoft.Web/sites@2022-09-01' existing = {
  name: 'site'
}

resource other 'Microsoft.Web/sites@2022-09-01' = {
  name: 'secret'
  tags: { state: site.properties.state }
}

@secure()
output key string = 'key'
