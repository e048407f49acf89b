using 'main.bicep'
extends 'absent.bicepparam'

param name = base.name
param settings = { certs: true }
