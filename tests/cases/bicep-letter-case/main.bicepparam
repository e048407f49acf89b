using 'main.bicep'

var on = false
var On = true

param certs = On
param Certs = on
