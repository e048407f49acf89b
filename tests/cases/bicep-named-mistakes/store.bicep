// No rule looks at anything here, but the file is named.
param location ?

resource store 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: 'store'
}
