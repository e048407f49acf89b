param vault resource 'Microsoft.KeyVault/vaults@2023-07-01'
param whole object

resource made 'Microsoft.Storage/storageAccounts@2023-01-01' = {
  name: 'made'
}

output name string = vault.name
output made resource 'Microsoft.Storage/storageAccounts@2023-01-01' = made
output bare resource = made
