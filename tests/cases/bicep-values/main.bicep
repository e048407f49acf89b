@allowed(['dev', 'prod'])
param stage string
param settings { certs: bool? }
param names array = ['one', 'two']

var isProd = stage == 'prod'
var shared = { clientCertMode: 'Required' }

resource given 'Microsoft.Web/sites@2022-09-01' = {
  name: 'given'
  properties: {
    clientCertEnabled: settings.?certs ?? true
  }
}

resource chosen 'Microsoft.Web/sites@2022-09-01' = {
  name: 'chosen-${stage}'
  properties: {
    ...shared
    clientCertEnabled: isProd ? true : false
  }
}

resource many 'Microsoft.Web/sites@2022-09-01' = [for (name, i) in names: if (i < 1) {
  name: name
  properties: {
    clientCertEnabled: i == 0
  }
}]

resource dropped 'Microsoft.Web/sites@2022-09-01' = {
  name: 'dropped'
  properties: {
    clientCertEnabled: isProd || !isProd ? null : true
  }
}

resource old 'Microsoft.Web/sites@2022-09-01' existing = {
  name: 'old'
}
