metadata tricep = {
  ignore: [{ id: 'ftps-state', reason: 'the whole file' }]
}

#disable-diagnostics client-cert-enabled no-unused-params
resource a 'Microsoft.Web/sites@2022-09-01' = {
  name: 'a-pragma'
}
#restore-diagnostics client-cert-enabled

resource b 'Microsoft.Web/sites@2022-09-01' = {
  name: 'b-next-line'
  properties: {
    #disable-next-line CKV_AZURE_17 // by alias
    clientCertEnabled: false
  }
}

resource c 'Microsoft.Web/sites@2022-09-01' = {
  name: 'c-same-line'
  properties: {
    clientCertEnabled: false // tricep:ignore[client-cert-enabled]: the gateway does
  }
}

resource d 'Microsoft.Web/sites@2022-09-01' = {
  name: 'd-alone'
  properties: {
    // tricep:ignore[client-cert-enabled]: behind it stands another comment

    /* nothing */
    clientCertEnabled: false
  }
}

// tricep:ignore-resource[D9.AZU.CRY.20, https-only]: public site
@description('decorated')
resource e 'Microsoft.Web/sites@2022-09-01' = {
  name: 'e-resource'
  resource child 'slots' = {
    name: 'nested'
  }
}

resource f 'Microsoft.Web/sites@2022-09-01' = {
  // checkov:skip=CKV_AZURE_17:inside
  name: 'f-checkov'
}

resource g 'Microsoft.Web/sites@2022-09-01' = {
  name: 'g-expired'
  properties: {
    clientCertEnabled: false // tricep:ignore[client-cert-enabled] until 2026-06-30: for a while
  }
}

resource h 'Microsoft.Web/sites@2022-09-01' = {
  name: 'h-last-day'
  properties: {
    clientCertEnabled: false // tricep:ignore[client-cert-enabled] until 2026-07-01
  }
}

resource i 'Microsoft.Web/sites@2022-09-01' = {
  name: 'i-other-rule'
  // tricep:ignore[https-only]
  properties: {
    clientCertEnabled: false
  }
}

resource j 'Microsoft.Web/sites@2022-09-01' = {
  name: 'j-wrong-place'
  // tricep:ignore[client-cert-enabled]: the line below is not the one
  location: 'here'
  properties: {
    clientCertEnabled: false
  }
}

resource k 'Microsoft.Web/sites@2022-09-01' = {
  name: 'k-unknown-id'
  properties: {
    clientCertEnabled: false // tricep:ignore[client-certs-enabled]
  }
}

resource l 'Microsoft.Web/sites@2022-09-01' = {
  name: 'l-in-a-string // tricep:ignore[client-cert-enabled]'
}

resource m 'Microsoft.Web/sites@2022-09-01' = {
  name: 'm-no-day'
  properties: {
    clientCertEnabled: false // tricep:ignore[client-cert-enabled] until next year: soon
  }
}

resource n 'Microsoft.Web/sites@2022-09-01' = {
  name: 'n-no-id'
  properties: {
    clientCertEnabled: false // tricep:ignore
  }
}

resource o 'Microsoft.Web/sites@2022-09-01' = {
  name: 'o-config'
  // tricep:ignore-resource[client-cert-enabled]: what belongs to it as well
}

#disable-next-line client-cert-enabled
@description('''
decorated
''')
resource p 'Microsoft.Web/sites@2022-09-01' = {
  name: 'p-decorated'
}

#disable-next-line client-cert-enabled
@description('of the variable')
var q = 'q-behind-a-variable'
resource r 'Microsoft.Web/sites@2022-09-01' = {
  name: q
}

#disable-next-lineclient-cert-enabled
resource s 'Microsoft.Web/sites@2022-09-01' = {
  name: 's-without-a-blank'
}
