// Which of two is meant the file does not tell: both are judged, and so is one whose
// name is that of a variable.
resource app 'Microsoft.Web/sites@2022-09-01' = {
  name: 'first'
  properties: { clientCertEnabled: false }
}

resource app 'Microsoft.Web/sites@2022-09-01' = {
  name: 'second'
  properties: { clientCertEnabled: true }
}

resource other 'Microsoft.Web/sites@2022-09-01' = {
  name: 'other'
}

var other = 'other'
