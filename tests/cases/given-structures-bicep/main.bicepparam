using 'main.bicep'

var width = '7'

param unknown = 'u'

param config = {
  name: 'x'
  size: {
    width: width
  }
  others: [
    1
    null
  ]
}
