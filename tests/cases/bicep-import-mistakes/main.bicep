// What is wrong with a file that only gives names is said where it is.
import { certs } from 'shared.bicep'
import * as types from 'types.bicep'

resource site 'Microsoft.Web/sites@2022-09-01' = {
  name: 'site'
  properties: {
    clientCertEnabled: certs
  }
}
