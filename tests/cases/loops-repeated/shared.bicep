@export()
func isFirst() bool => deployment().name == 'a'

@export()
var first = deployment().name == 'a'
