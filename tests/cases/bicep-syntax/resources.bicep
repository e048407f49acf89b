// What a resource is, what stands inside one, and what in front of an arrow.
output commas array = map([1], (a,,) => a)
output arrow array = map([1], (
  a
  , b
  ,
) => a)

resource wrong 'nonsense' = {
  name: 'wrong'
}
resource outer 'Microsoft.Web/sites@2022-09-01' = {
  name: 'outer'
  properties: { clientCertEnabled: true }

  resource full 'Microsoft.Web/sites/slots@2022-09-01' = {
    name: 'full'
  }
  resource versioned 'slots@2021-02-01' = {
    name: 'versioned'
    properties: { clientCertEnabled: false }
  }
}

resource site 'Microsoft.Web/sites@2022-09-01' = {
  name: 'site'
  properties: { clientCertEnabled: false }
}
