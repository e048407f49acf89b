// A loop of unknown count is one resource that keeps its copy, as in the compiled JSON.
param names array

@batchSize(2)
resource sites 'Microsoft.Web/sites@2022-09-01' = [for (name, i) in names: {
  name: '${name}${i}'
}]

resource outer 'Microsoft.Web/sites@2022-09-01' = {
  name: 'outer'

  resource slots 'slots' = [for name in names: {
    name: name
  }]
}

// What is wrong with the count is said.
resource none 'Microsoft.Web/sites@2022-09-01' = [for i in 5: {
  name: 'none'
}]

resource two 'Microsoft.Web/sites@2022-09-01' = [for i in [1, 2]: {
  name: 'two${i}'
}]
