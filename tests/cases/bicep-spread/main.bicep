var common = { location: 'here' }
var on = { clientCertEnabled: true }

resource body 'Microsoft.Web/sites@2022-09-01' = {
  name: 'body'
  ...common
}

resource inside 'Microsoft.Web/sites@2022-09-01' = {
  name: 'inside'
  properties: { ...on, siteConfig: { ...on } }
}

module part 'part.bicep' = {
  params: { ...common }
}
