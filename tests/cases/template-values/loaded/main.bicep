param cert bool = false

var written = {
  contentVersion: '1.0.0.0'
  resources: [
    {
      type: 'Microsoft.Web/sites'
      apiVersion: '2022-03-01'
      name: '[concat(\'in\', \'-bicep\')]'
      properties: { clientCertEnabled: cert }
    }
  ]
}

resource loaded 'Microsoft.Resources/deployments@2022-09-01' = {
  name: 'loaded'
  properties: {
    mode: 'Incremental'
    parameters: { site: { value: 'loaded' }, cert: { value: cert } }
    template: loadJsonContent('nested.json')
  }
}

resource inVariable 'Microsoft.Resources/deployments@2022-09-01' = {
  name: 'inVariable'
  properties: {
    mode: 'Incremental'
    template: written
  }
}
