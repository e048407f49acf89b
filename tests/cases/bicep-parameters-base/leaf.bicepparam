using 'main.bicep'
extends 'middle.bicepparam'

param name = contains(base, 'name') ? '${base.?name}-leaf' : 'none'
param settings = { ...base.settings, more: base.?more ?? 'none' }
