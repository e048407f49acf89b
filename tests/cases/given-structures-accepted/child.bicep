import { gone } from 'gone.bicep'

param absent {
  free: any
  skus: resourceInput<'Microsoft.Storage/storageAccounts@2023-01-01'>.sku
  gone: gone
}
@minLength(2)
param few array
param kind { kind: 'x' | 1 | null }

resource site 'Microsoft.Web/sites@2022-09-01' = {
  name: 'site'
  location: 'here'
  properties: {
    clientCertEnabled: true
  }
}
