using none

param certs = true
