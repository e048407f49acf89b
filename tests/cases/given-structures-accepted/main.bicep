param name string

resource site 'Microsoft.Web/sites@2022-09-01' = {
  name: name
  location: 'here'
  properties: {
    clientCertEnabled: true
  }
}

module child 'child.bicep' = {
  name: 'child'
  params: {
    absent: {}
    few: filter([1, 2], x => x > length(name))
    kind: {}
  }
}

// Beside them what is still told.
module wrong 'child.bicep' = {
  name: 'wrong'
  params: {
    absent: 3
    few: [
      4
    ]
    kind: {
      kind: 'z'
    }
  }
}
