resource site 'Microsoft.Web/sites@2022-09-01' existing = {
  name: 'site'

  resource slot 'slots' existing = {
    name: 'slot'
    dependsOn: []
  }
}

resource other 'Microsoft.Web/sites@2022-09-01' = {
  name: 'nested'
  tags: { state: site.properties.state }
}
