// The name of this module asks for deployment() unseen.
module inner 'inner.bicep' = {}

var where = deployment().name

resource app 'Microsoft.Web/sites@2022-09-01' = {
  name: where
  properties: {
    clientCertEnabled: where == 'b'
  }
}
