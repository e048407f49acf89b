param config {
  name: string
  size: { width: int }?
  *: int[]
}

param unknown string

var shared = {
  name: 'shared'
  count: 'three'
}

module child 'child.bicep' = {
  name: 'child'
  params: {
    setting: {
      name: 'x'
      count: 10
      teir: 'Basic'
    }
    settings: [
      shared
      {
        name: unknown
        tier: 'Free'
      }
      {
        name: 'fine'
        tier: null
        names: [
          'a'
          'z'
        ]
      }
    ]
    open: {
      b: 1
    }
    tags: {
      owner: 7
    }
    tree: {
      value: 1
      left: {
        value: '2'
      }
    }
    pet: {
      kind: 'cat'
      lives: true
    }
    pets: [
      {
        kind: 'bird'
      }
      {
        kind: 'wolf'
        howls: 1
      }
    ]
    pair: [
      'a'
      'b'
      3
    ]
    part: 12
    first: 1
    item: {
      name: 2
      count: 3
    }
    value: false
    given: null
  }
}
