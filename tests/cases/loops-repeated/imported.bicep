import { isFirst } from 'shared.bicep'

resource site 'Microsoft.Web/sites@2023-12-01' = {
  name: 'imported function'
  properties: {
    clientCertEnabled: isFirst()
    clientCertMode: 'Required'
  }
}
