// Functions of the library are told apart by case as well; ARM templates do not tell them.
import { certs } from 'exports.json'

resource site 'Microsoft.Web/sites@2022-09-01' = {
  name: 'site'
  properties: { clientCertEnabled: Bool('true') }
}

resource other 'Microsoft.Web/sites@2022-09-01' = {
  name: sys.ToLower('OTHER')
  properties: { clientCertEnabled: site.ListKeys().certs }
}

resource listed 'Microsoft.Web/sites@2022-09-01' = {
  name: LoadTextContent('name.txt')
  properties: { clientCertEnabled: listKeys(site.id, '2022-09-01').certs }
}

resource combined 'Microsoft.Web/sites@2022-09-01' = {
  name: 'combined'
  properties: { clientCertEnabled: And(true, true) }
}

resource imported 'Microsoft.Web/sites@2022-09-01' = {
  name: 'imported'
  properties: { clientCertEnabled: certs }
}
