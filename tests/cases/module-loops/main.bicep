// Outputs of one module of a loop: where the index is known, so is the value.
param flags array = [true, false]
param which int = 1
param any int

module mods 'mod.bicep' = [for (on, i) in flags: {
  name: 'mod${i}'
  params: { on: on, name: 'n${i}' }
}]

resource first 'Microsoft.Web/sites@2022-09-01' = {
  name: mods[0].outputs.name
  properties: { clientCertEnabled: mods[0].outputs.on }
}

resource second 'Microsoft.Web/sites@2022-09-01' = {
  name: mods[which].outputs.name
  properties: { clientCertEnabled: mods[which].outputs.on }
}

resource each 'Microsoft.Web/sites@2022-09-01' = [for (on, i) in flags: {
  name: 'each-${mods[i].outputs.name}'
  properties: { clientCertEnabled: mods[i].outputs.on }
}]

resource none 'Microsoft.Web/sites@2022-09-01' = {
  name: 'none'
  properties: { clientCertEnabled: mods[2].outputs.on }
}

resource one 'Microsoft.Web/sites@2022-09-01' = {
  name: 'one'
  properties: { clientCertEnabled: mods[any].outputs.on }
}

output all array = [for (on, i) in flags: mods[i].outputs.on]
