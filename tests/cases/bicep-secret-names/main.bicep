@secure()
param pw string

var named = { '${pw}': { on: 1 }, plain: 'x' }

module part 'part.bicep' = {
  name: 'part'
  params: {
    sealed: { '${pw}': 1 }
    typed: { '${pw}': 'no number' }
  }
}

output named object = named
output plain string = named.plain
output keys array = objectKeys(named)
output of array = [for item in items(named): item.key]
output deep object = union({ inner: { '${pw}': 1 } }, { inner: { other: 2 } })
output byKey object = toObject([pw], x => x)
output missing string = named.plane
