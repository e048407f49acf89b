// Functions that ARM needs for what Bicep has operators for.
func not(on bool) bool => on

resource site 'Microsoft.Web/sites@2022-09-01' = {
  name: 'site'
  properties: { clientCertEnabled: if(not(true), sys.equals(1, 1), true) }
}

resource slot 'Microsoft.Web/sites/slots@2022-09-01' = {
  parent: site
  name: 'slot'
  properties: { clientCertEnabled: az.equals(1, 2) }
}
