// One of two values is passed, or a secret: what hangs on it is not decided by what
// stands around the value.
param production bool

resource vault 'Microsoft.KeyVault/vaults@2021-10-01' existing = {
  name: 'vault'
}

module choice 'choice.bicep' = {
  name: 'choice'
  params: { mode: production ? 'strict' : 'lax' }
}

module secret 'secret.bicep' = {
  name: 'secret'
  params: { mode: production ? vault.getSecret('mode') : 'lax' }
}

module same 'same.bicep' = {
  name: 'same'
  params: { mode: production ? 'strict' : 'strict' }
}
