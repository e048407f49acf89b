using 'main.bicep'

var group = resourceGroup().name

param certs = contains(az.subscription().displayName, 'prod')
param name = group
