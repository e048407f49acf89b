module single 'part.bicep' = {}

module many 'part.bicep' = [for stage in ['dev', 'prod']: {}]

output names array = [single.name, many[1].name]
