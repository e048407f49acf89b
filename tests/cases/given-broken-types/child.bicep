param unfinished { name: string, size: }
param unseparated { name: string size: int }
param group { name: (string }
type t = { x: int, y: ! }
param named t
param part t.y
param inTuple [string, { a: }]
param key { ok: int, 3: string }
param behind string int
param inList { a: }[]
param readable { name: string, count: int }
param bySpelling strng

resource site 'Microsoft.Web/sites@2022-09-01' = {
  name: 'site'
  properties: { clientCertEnabled: true }
}
