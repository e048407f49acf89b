// tricep:ignore-resource[client-cert-enabled] until : a day is to come here
resource none 'Microsoft.Web/sites@2022-09-01' = {
  name: 'none'
}

// tricep:ignore-resource[client-cert-enabled] until
resource nothing 'Microsoft.Web/sites@2022-09-01' = {
  name: 'nothing'
}
