#disable-next-line // no rule
var a = {
  #disable-next-line no-such-rule // one
  b: 1
  #restore-diagnostics
  c: 2
}
#disable-diagnostics

resource site 'Microsoft.Web/sites@2022-09-01' = {
  name: 'site'
  properties: { clientCertEnabled: false }
}
output a object = a
#disable-next-line-x
#disable-next-lineno-such-rule
#disable-diagnostics-
#restore-diagnostics|
var b = 1
