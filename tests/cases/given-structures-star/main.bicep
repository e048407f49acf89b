module right 'child.bicep' = {
  name: 'right'
  params: {
    named: { '*': 1, other: 'text' }
    rest: { '*': 1, other: 2 }
    both: { '*': 1, other: 'text' }
    twice: { other: 1 }
    ofNamed: 'anything'
  }
}

module wrong 'child.bicep' = {
  name: 'wrong'
  params: {
    named: { other: 1 }
    rest: { '*': 'text', other: 'text' }
    both: { '*': 'text' }
    twice: { other: 'text' }
    ofNamed: 'anything'
  }
}
