resource a 'Microsoft.Web/sites@2022-09-01' = {}
