import * as shared from 'shared.bicep'

resource site 'Microsoft.Web/sites@2023-12-01' = {
  name: 'imported variable'
  properties: {
    clientCertEnabled: shared.first
    clientCertMode: 'Required'
  }
}
