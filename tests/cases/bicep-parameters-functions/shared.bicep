var stages = ['dev', 'prod']

@export()
var modes = { dev: 'Optional', prod: 'Required' }

@export()
func isKnown(stage string) bool => contains(stages, toLower(stage))

@export()
func asks(stage string) bool => isKnown(stage) && stage != 'dev'

@export()
func slots(names array, on bool) array => map(names, name => { name: name, certs: on })
