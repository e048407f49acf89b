param location string

// Copies with the same values, told apart by their names.
module same 'app.bicep' = [
  for n in ['a', 'b', 'c']: {
    name: n
    params: {
      name: 'same-${location}'
      on: false
    }
  }
]

// By values, or where they go to.
module values 'app.bicep' = [
  for (n, i) in ['a', 'b']: {
    name: n
    params: {
      name: 'values'
      on: i == 1
    }
  }
]

module scopes 'app.bicep' = [
  for n in ['a', 'b']: {
    name: n
    scope: resourceGroup(n)
    params: {
      name: 'scopes'
      on: false
    }
  }
]

module conditions 'app.bicep' = [
  for n in ['a', 'b']: if (n == 'b') {
    name: n
    params: {
      name: 'conditions'
      on: false
    }
  }
]

// What is deployed asks for the name.
module named 'named.bicep' = [
  for n in ['a', 'b']: {
    name: n
  }
]

module generated 'generated.bicep' = [
  for n in ['a', 'b']: {
    name: n
  }
]

module escaped 'escaped.json' = [
  for n in ['a', 'b']: {
    name: n
  }
]

module commented 'commented.bicep' = [
  for n in ['a', 'b']: {
    name: n
  }
]

// What is deployed asks for it in another file.
module outputs 'outputs.bicep' = [
  for n in ['a', 'b']: {
    name: n
  }
]

module imported 'imported.bicep' = [
  for n in ['a', 'b']: {
    name: n
  }
]

module variable 'variable.bicep' = [
  for n in ['a', 'b']: {
    name: n
  }
]

// What is deployed looks for a deployment by its name.
module found 'found.json' = [
  for n in ['a', 'b']: {
    name: n
  }
]

// Of names that nobody knows there is nothing that tells one from the other, but where
// they are the value of something else.
module unknown 'named.bicep' = [
  for n in ['a', 'b']: {
    name: '${location}-${n}'
  }
]

param other string
var names = [location, other]

module equal 'equal.bicep' = [
  for i in range(0, 2): {
    name: names[i]
    params: {
      expected: location
    }
  }
]
