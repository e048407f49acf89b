import { a } from '../bicepconfig.json'

resource site 'Microsoft.Web/sites@2022-09-01' = {
  name: 'child'
  properties: { clientCertEnabled: a }
}
