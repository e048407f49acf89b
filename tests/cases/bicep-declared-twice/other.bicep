// What is asserted shares the names of the file, and a type has each property once.
param owner string = 'a name'

assert isNamed = !empty(owner)
assert isNamed = true
assert site = true

type pair = { first: string, second: string, 'first': int }

param inline {
  one: int
  one: int
} = { one: 1 }

resource site 'Microsoft.Web/sites@2022-09-01' = {
  name: owner
  properties: { clientCertEnabled: false }
}
