using 'main.bicep'
extends 'around.bicepparam'

param name = 'ring'
