// Resources of Microsoft Graph have no name, and members of their own.
extension microsoftGraphV1

resource registration 'Microsoft.Graph/applications@v1.0' = {
  uniqueName: 'shop'
  displayName: 'Shop'
}

resource credential 'Microsoft.Graph/applications/federatedIdentityCredentials@v1.0' = {
  name: '${registration.uniqueName}/github'
  issuer: 'https://token.actions.githubusercontent.com'
}

resource principal 'Microsoft.Graph/servicePrincipals@v1.0' = {
  appId: registration.appId
}

resource site 'Microsoft.Web/sites@2022-09-01' = {
  name: 'site'
  location: 'westeurope'
  properties: {
    clientCertEnabled: true
    siteConfig: {
      appSettings: [
        {
          name: 'CLIENT_ID'
          value: principal.appId
        }
      ]
    }
  }
}
