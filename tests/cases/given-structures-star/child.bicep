type namedType = {
  '*': int
}

param named namedType
param rest { *: int }
param both { '*': int, *: string }
param twice {
  *: int
  *: int
  *: int
  *: int
  *: int
  *: int
  *: int
  *: int
  *: int
  *: int
  *: int
}
param ofNamed namedType.*

resource site 'Microsoft.Web/sites@2022-09-01' = {
  name: 'site'
  location: 'here'
  properties: {
    clientCertEnabled: true
  }
}
