using 'br/public:avm/site:0.1.0'

param name = 'own-module'
param certs = false
