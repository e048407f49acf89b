param nullItems ('a' | 'b' | null)[]
param optionalItems ('a'?)[]
param marked string!?
param marks { name: string!?!? }

@minLength(1)
@maxLength(2)
@minValue(1)
@maxValue(2)
param manyMarks { *: int }?!?!?!?!?!?!?!?!?!?!?!?!?!?!?!

resource site 'Microsoft.Web/sites@2022-09-01' = {
  name: 'site'
  location: 'here'
  properties: {
    clientCertEnabled: true
  }
}
