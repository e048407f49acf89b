var most = [9223372036854775807, -9223372036854775808, 00000000000000000000000000000005]
var more = 9223372036854775808
var less = -9223372036854775809
param one 99999999999999999999

resource site 'Microsoft.Web/sites@2022-09-01' = {
  name: 'site'
  properties: { clientCertEnabled: false }
}
output more int = more
