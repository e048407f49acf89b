targetScope = 'tenant'

@secure()
param secret string

resource group 'Microsoft.Management/managementGroups@2023-04-01' = {
  name: 'made'
}

output id string = group.id
