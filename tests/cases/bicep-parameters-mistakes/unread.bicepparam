using 'main.bicep'

param certs =
param name = 'unread'
