targetScope = 'subscription'

@discriminator('kind')
type shape = { kind: 'round', radius: int } | {
  kind: 'square'
  @minLength(1)
  side: string
}

@sealed()
type closed = { name: string, *: int }

@minLength(2)
@maxLength(20)
param name string = 'app'

@minValue(1)
param shapes shape[] = [{ kind: 'round', radius: 1 }]
param sku resourceInput<'Microsoft.Web/serverfarms@2022-09-01'>.sku?
param host resourceOutput<'Microsoft.Web/sites@2022-09-01'>.properties?
param pair [string, int] = ['a', 1]
param key string?

resource group 'Microsoft.Resources/resourceGroups@2022-09-01' = {
  name: 'group'
  location: nameof(shapes[0].kind)
  tags: {
    same: string('App' =~ name)
    other: string('App' !~ name)
    file: loadFileAsBase64('text.txt')
    last: pair[^1] == 1 ? pair[?5] ?? 'none' : 'wrong'
    text: '''
two
'lines' ${name}'''
    escaped: 'tab\t quote\' \u{1F600} \${name}'
  }
}

@nullIfNotFound()
resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: 'vault'
  scope: group
}

module site 'site.bicep' = {
  name: 'site'
  scope: group
  params: { secret: vault.getSecret('s'), name: name }
}

assert named = name != ''
