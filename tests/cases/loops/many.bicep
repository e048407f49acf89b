var names = [for i in range(0, 800): 'app-${i}']

resource apps 'Microsoft.Web/sites@2022-09-01' = [for (name, i) in filter(names, n => n != 'app-0'): {
  name: '${name}-${range(0, 800)[i]}'
  properties: {
    clientCertEnabled: map(range(0, 799), j => j < 798)[i]
  }
}]
