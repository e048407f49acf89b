param name string
param certs bool

resource site 'Microsoft.Web/sites@2022-09-01' = {
  name: name
  properties: {
    clientCertEnabled: certs
  }
}

output on bool = !certs
