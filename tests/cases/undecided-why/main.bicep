// What an undecided result hangs on is told with the property that it is about.
param sku string
param address string
param addresses array

resource plan 'Microsoft.Web/serverfarms@2023-12-01' = {
  name: 'plan'
  location: 'westeurope'
  sku: { name: sku }
}

resource byTier 'Microsoft.Web/sites@2023-12-01' = {
  name: 'by-tier'
  location: 'westeurope'
  properties: {
    serverFarmId: plan.id
    clientCertEnabled: true
  }
}

resource byAction 'Microsoft.Web/sites@2023-12-01' = {
  name: 'by-action'
  location: 'westeurope'
  properties: {
    siteConfig: {
      ipSecurityRestrictionsDefaultAction: 'Deny'
      scmIpSecurityRestrictionsUseMain: false
      scmIpSecurityRestrictionsDefaultAction: empty(address) ? 'Allow' : 'Deny'
    }
  }
}

resource byRules 'Microsoft.Web/sites@2023-12-01' = {
  name: 'by-rules'
  location: 'westeurope'
  properties: {
    siteConfig: {
      ipSecurityRestrictionsDefaultAction: 'Deny'
      scmIpSecurityRestrictions: empty(address) ? [] : [{ ipAddress: address }]
    }
  }
}

resource byItems 'Microsoft.Web/sites@2023-12-01' = {
  name: 'by-items'
  location: 'westeurope'
  properties: {
    siteConfig: {
      ipSecurityRestrictions: concat(addresses, [{ ipAddress: 'Any', action: 'Deny' }])
    }
  }
}

// What Azure answers does not hang on the name that it is asked by.
param otherName string = 'other'

resource other 'Microsoft.Web/sites@2023-12-01' existing = {
  name: otherName
}

resource byOther 'Microsoft.Web/sites@2023-12-01' = {
  name: 'by-other'
  location: 'westeurope'
  properties: {
    siteConfig: {
      ipSecurityRestrictions: other.properties.siteConfig.ipSecurityRestrictions
    }
  }
}
