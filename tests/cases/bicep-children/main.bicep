param deployed bool = false

resource off 'Microsoft.Web/sites@2022-09-01' = if (deployed) {
  name: 'off'
  properties: { clientCertEnabled: true }

  resource slot 'slots' = {
    name: 'slot'
    properties: {}
  }
}

resource on 'Microsoft.Web/sites@2022-09-01' = {
  name: 'on'
  properties: { clientCertEnabled: true }

  resource slot 'slots@2021-02-01' = {
    name: 'inside'
    properties: {}
  }
}

resource beside 'Microsoft.Web/sites/slots@2022-09-01' = {
  parent: off
  name: 'beside'
  properties: {}
}

resource settings 'Microsoft.Web/sites/config@2022-09-01' = {
  parent: on::slot
  name: 'web'
  properties: {}
}
