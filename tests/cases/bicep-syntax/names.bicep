// Names that stand together differ, and a statement ends an arrow.
output loop array = [for (x, x) in range(2, 3): x]
output lambda array = map([1], (y, y) => y)
func twice(a int, a int) int => a
import { 'a-b' } from 'x.bicep'
func none() int =>
var hidden = 1
output shown int = hidden
output lines array = map([1], z =>

  // which
  z)

resource site 'Microsoft.Web/sites@2022-09-01' = {
  name: 'site'
  properties: { clientCertEnabled: false }
}
