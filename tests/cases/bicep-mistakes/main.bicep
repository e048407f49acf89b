param stage string = 

resource broken 'Microsoft.Web/sites@2022-09-01' = {
  name: 'broken'
  properties: {
    clientCertEnabled: tru e
    httpsOnly true
  }
}

resource unclosed 'Microsoft.Web/sites@2022-09-01' = {
  name: 'unclosed'
  properties: {

resource whole 'Microsoft.Web/sites@2022-09-01' = {
  name: 'whole ${missing}'
  properties: { clientCertEnabled: false }
}
