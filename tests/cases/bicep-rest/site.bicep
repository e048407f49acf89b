@secure()
param secret string
param name string

@onlyIfNotExists()
@retryOn(['ResourceNotFound'], 3)
resource site 'Microsoft.Web/sites@2022-09-01' = {
  name: name
  properties: { clientCertEnabled: secret == 'x' }
}
