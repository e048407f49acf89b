targetScope = 'resourceGroup'
metadata about = 'everything'
@description('which')
@allowed(['S', 'M'])
param size string = 'S'
@secure()
param secret string
param more { on: bool, list: string[]?, *: int }?
type choice = 'a' | 'b' | null
param c choice = 'a'
var names = ['x', 'y', ...[for i in range(0, 2): 'n${i}']]
var table = [for (n, i) in names: { name: n, at: i }]
func twice(text string) string => '${text}${text}'

resource plan 'Microsoft.Web/serverfarms@2022-09-01' existing = { name: 'plan', scope: resourceGroup('other') }

@batchSize(2)
resource sites 'Microsoft.Web/sites@2022-09-01' = [for (n, i) in names: if (i > 0) {
  name: '${n}-${uniqueString(resourceGroup().id)}'
  kind: size == 'S' ? 'app'
    : 'functionapp'
  properties: {
    serverFarmId: plan.id
    clientCertEnabled: more.?on ?? true
    siteConfig: {
      appSettings: [for t in table: { name: t.name, value: twice(string(t.at)) }]
      ...union({}, { minTlsVersion: '1.2' })
    }
  }
}]

resource one 'Microsoft.Web/sites@2022-09-01' = if (contains(names, 'x')) {
  name: 'one'
  #disable-next-line ftps-state
  properties: { httpsOnly: !false && -1 < 2, clientCertMode: 'a' =~ 'A' ? 'Required' : 'Optional' }
  resource web 'config' = { name: 'web', properties: { ftpsState: sites[0].properties.state } }
  resource slot 'slots@2021-01-01' = {
    name: 'slot'
    properties: { clientCertEnabled: false }
    resource deep 'config' = { name: 'web' }
  }
}

output id string = one::slot.id
output all array = [for (n, i) in names: sites[i].name]
output keys object = one.listKeys('2020-01-01')
