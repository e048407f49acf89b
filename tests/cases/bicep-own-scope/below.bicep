targetScope = 'subscription'

module own 'leaf.bicep' = {
  name: 'leaf'
  scope: subscription()
}
