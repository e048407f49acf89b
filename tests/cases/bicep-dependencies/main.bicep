type symbolic = string
param names symbolic[] = ['a', 'b']

resource plan 'Microsoft.Web/serverfarms@2022-09-01' = { name: 'plan' }

resource all 'Microsoft.Web/sites@2022-09-01' = [for n in names: { name: n }]

// A name of a lambda is no resource.
resource none 'Microsoft.Web/sites@2022-09-01' = {
  name: 'none'
  tags: { names: join(map(names, plan => plan), ',') }
}

// Which instance it is nobody can tell outside the loop or lambda: all of them.
resource byLoop 'Microsoft.Web/sites@2022-09-01' = {
  name: 'by-loop'
  properties: { ids: [for i in range(0, 2): all[i].id] }
}

resource byLambda 'Microsoft.Web/sites@2022-09-01' = {
  name: 'by-lambda'
  properties: { ids: map(range(0, 2), i => all[i].id), first: all[0].id }
}

resource own 'Microsoft.Web/sites@2022-09-01' = [for (n, i) in names: {
  name: '${n}-own'
  properties: { id: all[i].id }
}]
