import { expect, it } from 'vitest'
import type { JsonValue } from './json.ts'
import { holdsRoundedInteger } from './rounded-integers.ts'

it.each<[what: string, json: string, isFound: boolean]>([
  ['the largest safe integer', '9007199254740991', false],
  ['the first that is not safe', '9007199254740993', true],
  ['a negative one, in an object in a list', '{"a":[1,{"b":-9007199254740993}]}', true],
  ['a fraction and a text of digits', '[0.1,"9007199254740993",null,true]', false],
])('looks for rounded integers in %s', (_what, json, isFound) => {
  expect(holdsRoundedInteger(JSON.parse(json) as JsonValue)).toBe(isFound)
})

it('looks through nesting that would be too deep for recursion, and a very long list', () => {
  let deep: JsonValue = 2 ** 60
  for (let level = 0; level < 200_000; level += 1) deep = [deep]
  expect(holdsRoundedInteger(deep)).toBe(true)
  expect(holdsRoundedInteger(Array.from({ length: 300_000 }, (_, at) => at))).toBe(false)
})
