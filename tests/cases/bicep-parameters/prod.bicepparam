using 'main.bicep'
extends 'test.bicepparam'

param certs = true
param tag = base.tags
