import { tier } from 'types.bicep'
import * as types from 'types.bicep'

@sealed()
type settingType = {
  @minLength(2)
  name: string

  @minValue(1)
  @maxValue(9)
  count: int?
  tier: tier?
  names: ('a' | 'b')[]?
}

type treeType = {
  value: int
  left: treeType?
}

type catType = {
  kind: 'cat'
  lives: int
}

@discriminator('kind')
type petType = catType | { kind: 'dog', barks: bool } | types.wolf

type tagsType = {
  *: string
}

type pairType = [
  string
  @maxValue(5)
  int
]

type listType = settingType[]

param setting settingType
param settings settingType[]
param open {
  a: string
}
param tags tagsType
param tree treeType
param pet petType
param pets petType[]
param pair pairType
param part settingType.count
param first pairType[0]
param item listType[*]
param value tagsType.*
param given settingType?

resource site 'Microsoft.Web/sites@2022-09-01' = {
  name: setting.name
  location: 'here'
  properties: {
    clientCertEnabled: true
  }
}
