// Objects and arrays stand in holes inside of brackets only.
output good string = '${map([1], x => { y: [x] })[0].y[0]}${concat([1], [2])[{ a: 1 }.a]}'
output object string = '${{ a: 1 }.a}'
output array string = 'a${true ? [1][0] : 2}'
output text string = '''${[]}'''

resource site 'Microsoft.Web/sites@2022-09-01' = {
  name: 'site'
  properties: { clientCertEnabled: false }
}
