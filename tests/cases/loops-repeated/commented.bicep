resource app 'Microsoft.Web/sites@2022-09-01' = {
  name: 'commented'
  properties: {
    clientCertEnabled: deployment /*/ whichever */ ().name == 'a'
  }
}
