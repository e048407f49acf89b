using './main.bicep'
extends 'base.bicepparam'
param a = base.x
param b = [&or x in [1]: x]
var v = readEnvironmentVariable('A')
param c = { d: v, e: externalInput('x', {}) }
