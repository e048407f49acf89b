type stages = 'dev' | 'prod'
type settings = { size: (1 | 2)?, stage: stages }
param named stages = 'test'
param right stages = 'prod'
param unset stages? = 'test'
param part settings.stage = 'test'
param either stages | 'test' = 'none'
param all stages[] = []

resource site 'Microsoft.Web/sites@2022-09-01' = {
  name: '${named}-${right}-${part}'
  properties: { clientCertEnabled: true }
}
