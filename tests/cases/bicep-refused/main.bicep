// What the compiler refuses is told where it stands; the rest is judged.
targetScope = 'resourcegroup'

resource site 'Microsoft.Web/sites@2022-09-01' = {
  name: 'site'
  properties: { clientCertEnabled: false }
}

resource many 'Microsoft.Web/sites@2022-09-01' = [for (certs, i) in [true, false]: {
  name: 'many${i}'
  properties: { clientCertEnabled: certs }

  resource slot 'slots' = {
    name: 'slot${i}'
    properties: { clientCertEnabled: certs }

    resource web 'config' = { name: 'web' }
  }

  resource slots 'slots' = [for j in range(0, 3): {
    name: 'slot${j}'
    properties: { clientCertEnabled: j == 0 }
  }]
}]

@allowed(['dev', 'prod'])
param stage string = 'test'

@allowed(['dev', substring('prod', 0)])
param computed string = 'prod'

param size (1 | 2 | null)? = 3
param same 1 | 2 = 01
param on true | 'maybe' = false
