using '../infra/gone.bicep'

param certs = true
