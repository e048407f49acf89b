param storage string
param token string

resource app 'Microsoft.Web/sites@2022-09-01' = {
  name: 'bicep'
  location: 'westeurope'
  properties: {
    siteConfig: {
      appSettings: [
        { name: 'STORAGE', value: storage }
        { name: 'TOKEN', value: token }
      ]
    }
  }
}
