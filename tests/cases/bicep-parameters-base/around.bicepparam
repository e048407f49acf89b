using none
extends 'ring.bicepparam'

param settings = { certs: true, around: base.settings }
