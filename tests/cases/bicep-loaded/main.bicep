var settings = loadJsonContent('settings.json')
var text = loadTextContent('on.txt')

resource a 'Microsoft.Web/sites@2022-09-01' = {
  name: settings.name
  properties: { clientCertEnabled: settings.certs }
}

resource b 'Microsoft.Web/sites@2022-09-01' = {
  name: 'b'
  properties: { clientCertEnabled: trim(text) == 'on' }
}

resource c 'Microsoft.Web/sites@2022-09-01' = {
  name: 'c'
  properties: { clientCertEnabled: loadJsonContent('../../outside.json').certs }
}

resource d 'Microsoft.Web/sites@2022-09-01' = {
  name: 'd'
  properties: { clientCertEnabled: loadJsonContent('gone.json') }
}

resource e 'Microsoft.Web/sites@2022-09-01' = {
  name: loadJsonContent('settings.json', '$.list[1].name')
  properties: { clientCertEnabled: loadJsonContent('settings.json', '$[\'certs\']') }
}

resource f 'Microsoft.Web/sites@2022-09-01' = {
  name: 'f'
  properties: { clientCertEnabled: loadJsonContent('settings.json', '$..certs') }
}
