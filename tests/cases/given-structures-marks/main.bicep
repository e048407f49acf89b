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
    nullItems: [
      null
      'a'
    ]
    optionalItems: [
      'a'
      null
    ]
    marked: null
    marks: {
      name: null
    }
    manyMarks: {}
  }
}

// Beside them what is still told.
module wrong 'child.bicep' = {
  name: 'wrong'
  params: {
    nullItems: [
      null
      'c'
    ]
    optionalItems: [
      1
    ]
    marked: 1
    marks: {
      name: 2
    }
    manyMarks: {
      a: 'a'
    }
  }
}
