// What has to be known before anything else is.
import { certs } from '${folder}/x.bicep'
module part '${folder}/part.bicep' = {
  name: 'part'
}
resource plan 'Microsoft.Web/${kind}@2022-09-01' = {
  name: 'plan'
}
module empty '' = {
  name: 'empty'
}
var folder = 'here'
var kind = 'serverfarms'
output ids array = [part.outputs.id, plan.id, certs]

resource site 'Microsoft.Web/sites@2022-09-01' = {
  name: 'site'
  properties: { clientCertEnabled: false }
}
