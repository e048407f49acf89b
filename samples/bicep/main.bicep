// The site is in a module; what it is given decides.
param environment string = 'test'

module site 'site.bicep' = {
  name: 'site'
  params: {
    name: 'shop-${environment}'
    requireClientCert: environment == 'prod'
  }
}
