using none

param name = 'root'
param settings = { certs: false }
