// What ordinary code makes of long lists is decided within the budget of a small file.
param names array = [for i in range(0, 100): 'n${i}']

var joined = join(map(range(0, 800), i => 'x${i}'), ',')
var items = [for i in range(0, 400): { name: 'n${i}', value: i, tags: [ 'a', 'b${i}' ] }]
var byName = toObject(items, item => item.name, item => item.value)
var groups = groupBy(items, item => string(item.value % 7))
var sorted = sort(items, (a, b) => a.value > b.value)
var tags = flatten(map(items, item => map(item.tags, tag => '${item.name}-${tag}')))
var sum = reduce(items, 0, (all, item) => all + item.value)
var merged = reduce(names, {}, (all, name) => union(all, { '${name}': name }))
var found = map(names, name => first(filter(names, other => other == name)))

resource site 'Microsoft.Web/sites@2022-09-01' = {
  name: 'site'
  properties: {
    clientCertEnabled: contains(joined, 'x799') && byName.n399 == 399 && length(groups['6']) == 57 && sorted[0].value == 399 && contains(tags, 'n399-b399') && sum == 79800 && merged.n99 == 'n99' && found[99] == 'n99'
  }
}
