// Only what a file exports can be imported, under its own name or that of the file.
import { shown, hidden } from 'shared.bicep'
import * as shared from 'shared.bicep'

resource first 'Microsoft.Web/sites@2022-09-01' = {
  name: 'first'
  properties: { clientCertEnabled: shown }
}

resource second 'Microsoft.Web/sites@2022-09-01' = {
  name: 'second'
  properties: { clientCertEnabled: hidden }
}

resource third 'Microsoft.Web/sites@2022-09-01' = {
  name: 'third'
  properties: { clientCertEnabled: shared.shown && shared.hidden }
}
