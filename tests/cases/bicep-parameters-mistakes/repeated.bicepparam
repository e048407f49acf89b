using 'main.bicep'
extends 'base.bicepparam'

using 'main.bicep'
extends 'base.bicepparam'
