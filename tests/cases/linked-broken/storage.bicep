resource s 'Microsoft.Storage/storageAccounts@2022-09-01' = {
  name: 
