// Deploys nothing that a rule looks at but what the module lost to its mistake.
module apps 'apps.bicep' = {
  name: 'apps'
}
