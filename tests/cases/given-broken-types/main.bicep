module child 'child.bicep' = {
  name: 'child'
  params: {
    unfinished: {}
    unseparated: {}
    group: 1
    named: {}
    part: 'text'
    inTuple: 'text'
    key: {}
    behind: 5
    inList: 1
    readable: {}
    bySpelling: 1
  }
}
