param certs bool = true
param Certs bool = false

var mode = 'Required'
var Mode = 'Optional'

func pick(on bool, On bool) bool => On
func Pick(on bool, On bool) bool => on

resource site 'Microsoft.Web/sites@2022-09-01' = {
  name: 'site'
  properties: { clientCertEnabled: certs, clientCertMode: mode }
}

resource Site 'Microsoft.Web/sites@2022-09-01' = {
  name: 'other'
  properties: { clientCertEnabled: Certs, clientCertMode: Mode }
}

resource picked 'Microsoft.Web/sites@2022-09-01' = {
  name: 'picked'
  properties: { clientCertEnabled: pick(false, true), clientCertMode: mode }
}

resource notPicked 'Microsoft.Web/sites@2022-09-01' = {
  name: 'notPicked'
  properties: { clientCertEnabled: Pick(false, true), clientCertMode: mode }
}

resource mapped 'Microsoft.Web/sites@2022-09-01' = [for one in map([false], on => map([true], On => !on && On)): {
  name: 'mapped'
  properties: { clientCertEnabled: one[0], clientCertMode: mode }
}]
