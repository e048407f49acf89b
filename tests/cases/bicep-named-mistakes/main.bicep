module store 'store.bicep' = {
  name: 'store'
}
