@sealed()
type closed = { known: int? }

param sealed closed
param typed { *: int }

output sealed object = sealed
output typed object = typed
