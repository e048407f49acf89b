using 'main.bicep'

param certs = true
param name = 'twice'
param certs = false

resource other 'Microsoft.Web/sites@2022-09-01' = {
  name: 'other'
}
