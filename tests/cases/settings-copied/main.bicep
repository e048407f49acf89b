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

// What the copied ones may overwrite is no key; what is written beside them can be.
resource overwritten 'Microsoft.Web/sites/config@2022-09-01' = {
  name: 'pub/appsettings'
  properties: union({ COLOUR: 'blue', KEY: listKeys('x', '2022-09-01').keys[0].value }, current)
}
