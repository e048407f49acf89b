@secure()
@description('to get in')
param pin string '1234-quartz'

resource s 'Microsoft.Web/sites@2022-09-01' = {
  name: 's'
}
