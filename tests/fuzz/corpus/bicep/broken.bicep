resource a 'A.B/c@1' = {
  name: 'x
  properties: {
    on: tru(
    list: [1, 2
  }
}
param b strin g
var c = '${
'
@
output d
var e = '''
