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

var wide = loadYamlContent('settings.yaml')
var files = loadDirectoryFileInfo('.', 'sett*.json')

resource g 'Microsoft.Web/sites@2022-09-01' = [for site in wide.sites: {
  name: site.name
  properties: { clientCertEnabled: site.certs, clientCertMode: site.?mode ?? 'Required' }
}]

resource h 'Microsoft.Web/sites@2022-09-01' = {
  name: files[0].relativePath
  properties: { clientCertEnabled: length(files) == 1 && files[0].extension == '.json' && files[0].baseName == 'settings.json' }
}

resource i 'Microsoft.Web/sites@2022-09-01' = {
  name: 'i-${loadTextContent('latin.txt', 'iso-8859-1')}'
  properties: { clientCertEnabled: loadYamlContent('settings.yaml', '$.sites[?(@.name == \'y2\')].certs') }
}

resource j 'Microsoft.Web/sites@2022-09-01' = {
  name: 'j'
  properties: { clientCertEnabled: first(loadJsonContent('settings.json', '$.list[*].on')) }
}

resource k 'Microsoft.Web/sites@2022-09-01' = {
  name: 'k'
  properties: { clientCertEnabled: loadYamlContent('wrong.yaml').certs }
}

resource l 'Microsoft.Web/sites@2022-09-01' = {
  name: 'l'
  properties: { clientCertEnabled: loadJsonContent('settings.json', '$.list[?(').certs }
}

var folder = '.'
var names = { list: { json: 'settings.json' } }

resource m 'Microsoft.Web/sites@2022-09-01' = {
  name: 'm'
  properties: { clientCertEnabled: loadJsonContent('${folder}/${names.list.json}').certs }
}
