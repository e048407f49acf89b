resource v 'Microsoft.KeyVault/vaults@2022-09-01' = {
