@export()
var shown = 'there'

@export()
var hidden = true

var hidden = false
