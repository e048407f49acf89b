param settings {
@description('Whether clients send certificates.')
certs: bool
@minLength(1)
name: string
} = {
certs: false
name: 'site'
}

resource plan 'Microsoft.Web/serverfarms@2022-09-01' = {
name: 'plan'
location: resourceGroup().location
}

resource site 'Microsoft.Web/sites@2022-09-01' = {
name: settings.name
location: resourceGroup().location
properties: {
clientCertEnabled: settings.certs
}

@description('Beside the site.')
resource slot 'slots' = {
name: 'staging'
location: resourceGroup().location
properties: {
clientCertEnabled: true
}
}
}
