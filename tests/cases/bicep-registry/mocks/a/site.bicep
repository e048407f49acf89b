resource mocked 'Microsoft.Web/sites@2022-09-01' = {
  name: 'mocked'
}
