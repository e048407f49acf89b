// tricep:ignore-resource[unused-suppression]: the other branch needs it
resource a 'Microsoft.Web/sites@2022-09-01' = {
  name: 'a'
  properties: {
    clientCertEnabled: true // tricep:ignore[client-cert-enabled]: for the other branch
  }
}

resource b 'Microsoft.Web/sites@2022-09-01' = {
  name: 'b'
  properties: {
    clientCertEnabled: true // tricep:ignore[client-cert-enabled]: told
  }
}

// tricep:ignore-resource[suppression-expired]: known
resource c 'Microsoft.Web/sites@2022-09-01' = {
  name: 'c'
  properties: {
    clientCertEnabled: false // tricep:ignore[client-cert-enabled] until 2026-01-01
  }
}

resource d 'Microsoft.Web/sites@2022-09-01' = {
  name: 'd'
  properties: {
    clientCertEnabled: true // tricep:ignore[client-cert-enabled, unused-suppression]: not by itself
  }
}

resource e 'Microsoft.Web/sites@2022-09-01' = {
  name: 'e'
  properties: {
    clientCertEnabled: true // tricep:ignore[unused-suppression]: of nothing
  }
}
