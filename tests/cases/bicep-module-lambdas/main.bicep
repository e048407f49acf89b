// What a lambda is given of a loop of modules has outputs, and each its value in it.
module parts 'part.bicep' = [for on in [true, false]: {
  name: 'part-${on}'
  params: { on: on }
}]

var outputs = 'on'
output mapped array = map(parts, part => part.outputs.on)
output safe array = map(parts, (part, i) => part.?outputs.?on)
output nested array = map(parts, part => map([1], x => part.outputs.on))
output others array = map([{ outputs: { on: true } }], part => part.outputs.on)
output other array = map(parts, part => part[outputs].on)
output reduced array = reduce(parts, { outputs: { on: [] } }, (all, part) => {
  outputs: { on: concat(all.outputs.on, [part.outputs.on]) }
}).outputs.on
output sorted array = sort(parts, (a, b) => a.outputs.on && !b.outputs.on)
output some array = map(sort(filter(parts, p => p.outputs.on), (a, b) => true), part => part.outputs.on)
