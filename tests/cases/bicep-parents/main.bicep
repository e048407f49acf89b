// What is no resource is no parent: the name of the child is not known.
param other bool
var text = 'app'

resource app 'Microsoft.Web/sites@2023-12-01' = {
  name: 'app'
  properties: { clientCertEnabled: true }

  resource inside 'slots' = {
    name: 'inside'
    properties: { clientCertEnabled: true }
  }
}

resource misspelt 'Microsoft.Web/sites/slots@2023-12-01' = {
  parent: ap
  name: 'misspelt'
  properties: { clientCertEnabled: true }
}

resource hidden 'Microsoft.Web/sites/slots@2023-12-01' = {
  parent: inside
  name: 'hidden'
  properties: { clientCertEnabled: true }
}

resource variable 'Microsoft.Web/sites/slots@2023-12-01' = {
  parent: text
  name: 'variable'
  properties: { clientCertEnabled: true }
}

resource choice 'Microsoft.Web/sites/slots@2023-12-01' = {
  parent: other ? app : app
  name: 'choice'
  properties: { clientCertEnabled: true }
}

resource itself 'Microsoft.Web/sites/slots@2023-12-01' = {
  parent: itself
  name: 'itself'
  properties: { clientCertEnabled: true }
}

resource right 'Microsoft.Web/sites/slots@2023-12-01' = {
  parent: (app)
  name: 'right'
  properties: { clientCertEnabled: true }
}
