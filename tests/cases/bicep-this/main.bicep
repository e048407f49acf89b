resource same 'Microsoft.Web/sites@2022-09-01' = {
  name: 'same'
  properties: {
    clientCertEnabled: this.exists() ? true : true
  }
}

resource before 'Microsoft.Web/sites@2022-09-01' = {
  name: 'before'
  properties: {
    clientCertEnabled: this.exists() ? this.existingResource()!.properties.clientCertEnabled : true
  }
}
