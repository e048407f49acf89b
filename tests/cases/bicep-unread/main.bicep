// What could not be read has a name: that it is used is no second mistake.
param certs =
var on = [
resource gone 'Microsoft.Web/sites@2022-09-01' =
func twice(a string) string a
output unread bool =

resource uses 'Microsoft.Web/sites@2022-09-01' = {
  name: 'uses'
  properties: {
    clientCertEnabled: certs || on[0] || gone.properties.on || twice('x') == 'y'
  }
}

resource without 'Microsoft.Web/sites@2022-09-01' = {
  name: 'without'
  properties: {
    clientCertEnabled:
  }
}
