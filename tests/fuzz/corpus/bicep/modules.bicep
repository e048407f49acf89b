import { a, b as c } from 'shared.bicep'
import * as ns from './types.bicep'
extension k8s with { namespace: 'x' } as kube
param kv string = a ?? ns.b.c
resource vault 'Microsoft.KeyVault/vaults@2022-01-01' existing = { name: kv }
module m 'child.bicep' = [for i in range(0, 3): { name: 'm${i}', scope: subscription(), params: { s: vault.getSecret('x'), t: i > 1 ? vault.getSecret('y') : 'z', l: [for j in [1]: j] } }]
module r 'br/public:avm/res/web/site:0.1.0' = { params: {} }
var mapped = map(filter([1, 2, 3], (x, i) => x > i), x => { v: x, w: '''
multi ${x} 'line'
''' })
resource d 'Microsoft.Resources/deployments@2022-01-01' = { name: 'd', properties: { mode: 'Incremental', template: { resources: [{ type: 'Microsoft.Web/sites', name: 'n', properties: {} }] } } }
output o string = m[0].outputs.x.y[?0]!.z
output p object = loadJsonContent('data.json', '$.x')
output q string = $'''a${kv}b{}'''
