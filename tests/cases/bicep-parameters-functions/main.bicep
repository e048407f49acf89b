param certs bool
param mode string
param slots array = []

resource site 'Microsoft.Web/sites@2022-09-01' = {
  name: 'site'
  properties: {
    clientCertEnabled: certs
    clientCertMode: mode
  }
}

resource slot 'Microsoft.Web/sites/slots@2022-09-01' = [for one in slots: {
  parent: site
  name: one.name
  properties: {
    clientCertEnabled: one.certs
  }
}]
