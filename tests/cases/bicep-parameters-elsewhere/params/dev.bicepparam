using '../infra/main.bicep'
param on = false
