using 'filled.bicep.tpl'

param certs = false
