// A name that needs itself, by whatever way, is an error there, not one of depth.
var prefix = 'x${second.name}'

resource own 'Microsoft.Web/sites@2023-12-01' = {
  name: own.properties.defaultHostName
  location: 'westeurope'
  properties: { clientCertEnabled: true }
}

resource first 'Microsoft.Web/sites@2023-12-01' = {
  name: prefix
  location: 'westeurope'
  properties: { clientCertEnabled: true }
}

resource second 'Microsoft.Web/sites@2023-12-01' = {
  name: 'y${first.id}'
  location: 'westeurope'
  properties: { clientCertEnabled: true }
}

resource each 'Microsoft.Web/sites@2023-12-01' = [for i in range(0, 2): {
  name: 'd${each[0].name}'
  location: 'westeurope'
  properties: { clientCertEnabled: true }
}]

// What is named after a parent is no ring.
resource parent 'Microsoft.Web/sites@2023-12-01' = {
  name: 'parent'
  location: 'westeurope'
  properties: { clientCertEnabled: parent.name == 'parent' }
}

resource slot 'Microsoft.Web/sites/slots@2023-12-01' = {
  parent: parent
  name: '${parent.name}-staging'
  location: 'westeurope'
  properties: { clientCertEnabled: true }
}
