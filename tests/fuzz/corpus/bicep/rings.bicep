type a = b | b
type b = c | c
type c = a[]
param p a
var v = w
var w = v
resource r 'A.B/c@1' = { name: r.name, parent: r, scope: r }
resource s 'A.B/c/d@1' = { parent: t, name: 's' }
resource t 'A.B/c/d@1' = { parent: s, name: v }
func f(x int) int => f(x)
output o int = f(1)
output z string = s.id
