import { certsOn } from 'shared/values.bicep'
import * as shared from 'shared/values.bicep'

param name string

module plain 'site.bicep' = {
  params: {
    name: name
    certs: certsOn
  }
}

module each 'site.bicep' = [for stage in ['dev', 'prod']: {
  name: 'site-${stage}'
  scope: resourceGroup('rg-${stage}')
  params: {
    name: '${name}-${stage}'
    certs: shared.needsCerts(stage)
  }
}]

module restored 'br/public:avm/res/web/site:0.1.0' = {
  params: { name: name }
}

module gone 'gone.bicep' = {}

module itself 'main.bicep' = {
  params: { name: name }
}

module arm 'arm.json' = {
  params: { certs: plain.outputs.on }
}
