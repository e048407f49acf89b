// What is declared and what is imported shares its names; outputs, metadata and what is
// nested has others.
import { shown, hidden as asks } from 'shared.bicep'
import * as shared from 'shared.bicep'

metadata asks = 'twice'
param certs bool = false
var certs = true
var shown = 'here'
type shared = string
func site() string => 'site'

resource site 'Microsoft.Web/sites@2022-09-01' = {
  name: 'site'
  properties: {
    clientCertEnabled: [for certs in [true]: certs][0]
  }

  resource web 'config' = {
    name: 'web'
  }
}

resource web 'Microsoft.Web/sites@2022-09-01' = {
  name: shown
  properties: { clientCertEnabled: false }
}

output web string = web.name
output certs bool = asks
