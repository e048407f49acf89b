using 'main.bicep'

param certs bool = true
param name = uniqueString('typed')
