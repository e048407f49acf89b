param name string = '{{NAME}}'

resource site 'Microsoft.Web/sites@2022-09-01' = {
  name: name
}
