resource app 'Microsoft.Web/sites@2023-12-01 = {
  name: 'app'
  properties: {}
}
