// What a file or a resource may have but once. What stands around is judged.
targetScope = 'resourceGroup'
targetScope = 'subscription'

metadata owner = 'first'
metadata owner = 'second'

param owner string = 'a name that outputs and metadata may have as well'
output owner string = owner
output other string = owner
output owner string = other

resource site 'Microsoft.Web/sites@2022-09-01' = {
  name: 'site'
  properties: { clientCertEnabled: true }

  resource child 'slots' = {
    name: 'first'
    properties: { clientCertEnabled: true }
    resource child 'config' = { name: 'web' }
  }
  resource child 'slots' = {
    name: 'second'
    properties: { clientCertEnabled: false }
  }
}
