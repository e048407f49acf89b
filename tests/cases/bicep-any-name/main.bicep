// Only .json, .jsonc and .arm are ARM templates, whatever else a module is called is Bicep.
import { certs } from 'shared/values'

module site 'site' = {
  name: 'site'
  params: { certs: certs, other: kept }
}

module text 'site.txt' = {
  name: 'text'
  params: { certs: site.outputs.certs }
}

module arm 'site.ARM' = {
  name: 'arm'
}

resource kept 'Microsoft.Web/sites@2022-09-01' existing = {
  name: 'kept'
}
