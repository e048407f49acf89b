using none
extends 'root.bicepparam'

param name = '${base.name}-middle'
