@export()
var stages = ['test', 'prod']
