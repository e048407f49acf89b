targetScope = 'managementGroup'

@secure()
param secret string

output id string = managementGroup().id
