using none

param certs = false
