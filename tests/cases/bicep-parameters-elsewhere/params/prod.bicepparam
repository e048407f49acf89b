using '../infra/main.bicep'
param on = true
