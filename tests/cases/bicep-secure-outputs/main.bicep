module part 'part.bicep' = {
  name: 'part'
  params: { key: 'k' }
}

output safe string = part.outputs.size
output secret string = part.outputs.key
output maybe string? = part.outputs.?key
