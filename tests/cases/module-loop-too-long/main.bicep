// A loop makes at most 800 copies; who needs one of more is told why it is not known.
module m 'in.bicep' = [for i in range(0, 900): {
  name: 'm${i}'
  params: { on: i > 5 }
}]
resource site 'Microsoft.Web/sites@2022-09-01' = {
  name: 'a'
  properties: { clientCertEnabled: m[850].outputs.on }
}
