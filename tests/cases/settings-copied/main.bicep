param isCopied bool

var current = isCopied ? list(resourceId('Microsoft.Web/sites/config', 'shop', 'appsettings'), '2022-09-01').properties : {}

resource settings 'Microsoft.Web/sites/config@2022-09-01' = {
  name: 'shop/appsettings'
  properties: union(current, { COLOUR: 'blue' })
}

resource others 'Microsoft.Web/sites/config@2022-09-01' = {
  name: 'club/appsettings'
  properties: isCopied ? union(current, { COLOUR: 'blue' }) : current
}
