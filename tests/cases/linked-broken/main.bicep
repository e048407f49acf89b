// Of a module that holds nothing a rule looks at, it is told that it cannot be read.
resource app 'Microsoft.Web/sites@2022-09-01' = {
  name: 'app'
  properties: {
    clientCertEnabled: true
    clientCertMode: 'Required'
  }
}
module s 'storage.bicep' = {
  name: 's'
}
