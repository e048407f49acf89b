param tls string
param lots bool

resource site 'Microsoft.Web/sites@2023-12-01' existing = {
  name: 'there'

  resource web 'config' = {
    name: 'web'
    properties: {
      minTlsVersion: '1.0'
      remoteDebuggingEnabled: false
      linuxFxVersion: 'NODE|12-lts'
      appSettings: [
        { name: 'DB_PASSWORD', value: 'Sw0rdf1sh!' }
      ]
    }
  }

  resource slot 'slots' existing = {
    name: 'next'
  }
}

resource slotWeb 'Microsoft.Web/sites/slots/config@2023-12-01' = if (lots) {
  parent: site::slot
  name: 'web'
  properties: {
    minTlsVersion: tls
    remoteDebuggingEnabled: true
  }
}

// No settings of these: another name, and what is not deployed.
resource logs 'Microsoft.Web/sites/config@2023-12-01' = {
  parent: site
  name: 'logs'
  properties: {
    minTlsVersion: '1.0'
  }
}

resource never 'Microsoft.Web/sites/config@2023-12-01' = if (false) {
  name: 'never/web'
  properties: {
    minTlsVersion: '1.0'
  }
}
