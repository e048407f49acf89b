// Names of deployments may hang on the name it is deployed by.
param name string
param on bool

resource app 'Microsoft.Web/sites@2022-09-01' = {
  name: name
  properties: {
    clientCertEnabled: on
  }
}

module inner 'inner.bicep' = {
  name: '${deployment().name}-inner'
}
