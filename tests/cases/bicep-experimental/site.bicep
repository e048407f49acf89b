provider 'kubernetes@1.0.0' with {
  namespace: 'n'
} as k8s
var rule string = 'stack'
@waitUntil(r => r.properties.state == 'Running', 'PT5M')
@retryOn(['ResourceNotFound'], 3)
@onlyIfNotExists()
resource site 'Microsoft.Web/sites@2022-09-01' = {
  name: 'site-${rule}'
  properties: {
    clientCertEnabled: this.exists() ? this.existingResource()!.properties.clientCertEnabled : true
  }
}
