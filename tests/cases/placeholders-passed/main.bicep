// What is passed has a token in it: how long it is, nobody knows before that is replaced.
param namePrefix string = '#_namePrefix_#'

module app 'app.bicep' = {
  params: {
    name: '${namePrefix}app'
    tier: '#{Tier}#'
    owner: 'somebody'
  }
}
