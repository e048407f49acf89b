module merged 'br/merged:site:1' = {
  name: 'merged'
}

module path 'br/path:site:2' = {
  name: 'path'
}

module public 'br/public:site:3' = {
  name: 'public'
}

module long 'br/merged:site:AbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbCD' = {
  name: 'long'
}

module other 'other/child.bicep' = {
  name: 'other'
}

module broken 'sub/child.bicep' = {
  name: 'broken'
}
