resource site 'Microsoft.Web/sites@2022-09-01' existing = {
  name: 'site'

  @onlyIfNotExists()
  resource slot 'slots' = {
    name: 'slot'
  }
}

resource other 'Microsoft.Web/sites@2022-09-01' = {
  name: 'decorated'
  tags: { state: site.properties.state }
}
