using 'somewhere/else.bicep'

param certs = false
