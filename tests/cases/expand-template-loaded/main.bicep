resource loaded 'Microsoft.Resources/deployments@2022-09-01' = {
  name: 'loaded'
  properties: {
    mode: 'Incremental'
    parameters: { name: { value: 'long' } }
    template: loadJsonContent('nested.json')
  }
}

output twice string = loaded.properties.outputs.twice.value
