// Each construct of the language that no other case has, by what it gives.
targetScope = 'subscription'

metadata owner = 'tests'

import { 'odd-name' as odd } from 'shared.json'

type size = 'small' | 'large'
type shape =
  | { kind: 'round', radius: int }
  | { kind: 'square', side: int? }
type bag = {
  @maxLength(5)
  first: string
  *: int
}
type pair = [string, int]

@sealed()
@discriminator('kind')
type figure = shape

@sys.description('the number')
@minValue(1)
@maxValue(10)
@metadata({ unit: 'pieces' })
param number int = 7
@allowed(['a', 'b'])
@minLength(1)
@maxLength(3)
param letter string = 'a'
param wished size = 'large'
param kept bag = { first: 'x', other: 1 }
param known pair = ['a', 2]
param item bag.* = 3
param each string[] = ['x', 'y']
param one each_type[*] = 'one'
param made resourceInput<'Microsoft.Web/sites@2022-09-01'>.properties = { clientCertEnabled: true }
param seen resourceOutput<'Microsoft.Web/sites@2022-09-01'>.name = 'seen'
type each_type = string[]
param maybe string?
param never string?! = 'set'

var typed int = 5
var key = 'made'
var object = { b: 1, a: 2, ...{ c: 3 } }
var arithmetic = [number - 2, number / 2, number % 4, -number, number * 3 + 1]
var compared = [number <= 7, number >= 8, number < 8, number > 7, 'A' =~ 'a', 'A' !~ 'a', 'A' == 'a', 'A' != 'a']
var logic = [!(number == 7), true && !false, false || true, maybe ?? 'nothing', never!]
var chosen = number > 5
  // why
  ? 'more'

  : 'less'
var texts = [
  '\u{e4}\t\'\${'
  '''
raw ${key}
'''
  $'''${key}'''
  $$'''${key}$${key}'''
  'a${'b${key}'}c'
]
var large = [9223372036854775807, -9223372036854775808, 3000000000]
var keys = { '${key}': 1, 'x-y': 2, copy: 3, param: 4 }
var lambdas = [
  map([1, 2], i =>
    i * 2)
  filter([1, 2, 3], (i, n) => n > 0)
  sort(['b', 'a'], (a, b) => a < b)
  reduce([1, 2, 3], 0, (sum, i) => sum + i)
  toObject(['k'], k => k, k => '${k}!')
  groupBy(['aa', 'b', 'cc'], s => string(length(s)))
  mapValues({ a: 1 }, v => v + 1)
]
var looped = [for (pair, n) in items({ x: 1, y: 2 }): '${n}${pair.key}${pair.value}']
var ends = [known[0], known[^1], each[?5], each[?^1], kept.?gone.deep, keys['x-y']]
var library = [
  nameof(object.b)
  sys.concat('a', 'b')
  any('x')
  objectKeys(object)
  shallowMerge([{ a: 1 }, { b: 2 }])
  join(sys.take(['a', 'b', 'c'], 2), '-')
]

func twice(
  text string,
  times int,
) string => '${text}${text}${times}'

assert holds = number > 0

output values object = {
  typed: typed
  object: object
  arithmetic: arithmetic
  compared: compared
  logic: logic
  chosen: chosen
  texts: texts
  large: large
  keys: keys
  lambdas: lambdas
  looped: looped
  ends: ends
  library: library
  called: twice('a', 2)
  imported: odd
  given: [letter, wished, item, one, made, seen]
}
