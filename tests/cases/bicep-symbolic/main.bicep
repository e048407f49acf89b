module literal 'literal.bicep' = {
  name: 'literal'
}

module nested 'nested.bicep' = {
  name: 'nested'
}

module decorated 'decorated.bicep' = {
  name: 'decorated'
}

module secret 'secret.bicep' = {
  name: 'secret'
}

module loops 'loops.bicep' = {
  name: 'loops'
}

module copies 'copies.bicep' = {
  name: 'copies'
}
