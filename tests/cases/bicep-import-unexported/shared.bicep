@export()
var shown = hidden

var hidden = true
