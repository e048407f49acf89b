// What goes where the template itself is deployed has no scope.
targetScope = 'tenant'

module own 'part.bicep' = {
  name: 'own'
  scope: tenant()
}

module other 'below.bicep' = {
  name: 'other'
  scope: subscription('0000')
}
