// Nothing of it is judged, so nobody hears of its module.
module v 'vault.bicep' = {
  name: 'v'
}
