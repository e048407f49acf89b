module inner 'name.bicep' = {
  name: '${deployment().name}-inner'
}

resource site 'Microsoft.Web/sites@2023-12-01' = {
  name: 'outputs'
  properties: {
    clientCertEnabled: inner.outputs.name == 'a-inner'
    clientCertMode: 'Required'
  }
}
