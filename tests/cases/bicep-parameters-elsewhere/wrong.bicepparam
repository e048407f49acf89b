using 'infra/main.bicep'
param on = true
param of = 1
