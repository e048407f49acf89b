resource app 'Microsoft.Web/sites@2022-09-01' = {
  name: 'inner'
  properties: {}
}
