using './main.bicep'

var on = true
param certs = !on
param tags = { owner: readEnvironmentVariable('OWNER', 'nobody') }
