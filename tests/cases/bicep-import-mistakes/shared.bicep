param = 1

@export()
var certs = false
