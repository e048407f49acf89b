@secure()
param pin string

resource s 'Microsoft.Web/sites@2022-09-01' = {
  name: 's' 's'
}
