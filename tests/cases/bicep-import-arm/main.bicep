import { certs, isOn as on, siteType, absent } from 'shared.json'
import * as all from 'shared.json'
import * as gone from 'gone.json'
import { normal } from 'br/public:avm/utl:1.0'

param site siteType = {}
param other gone.someType?

var basis = false

func isOn(a string) bool => false

resource a 'Microsoft.Web/sites@2022-09-01' = {
  name: 'a'
  properties: { clientCertEnabled: certs.on, clientCertMode: 'Required' }
}

resource b 'Microsoft.Web/sites@2022-09-01' = {
  name: 'b'
  properties: { clientCertEnabled: certs.list[0] || basis || isOn('Prod') }
}

resource c 'Microsoft.Web/sites@2022-09-01' = {
  name: 'c'
  properties: { clientCertEnabled: on('Prod') && all.isOn('PROD') && all.certs.on, clientCertMode: 'Required' }
}

resource d 'Microsoft.Web/sites@2022-09-01' = {
  name: 'd'
  properties: { clientCertEnabled: absent }
}

resource e 'Microsoft.Web/sites@2022-09-01' = {
  name: 'e'
  properties: { clientCertEnabled: gone.certs }
}
