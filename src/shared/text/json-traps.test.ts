import { expect, it } from 'vitest'
import { jsonTraps } from './json-traps.ts'

const kindsIn = (text: string) => jsonTraps(text, 5).traps.map(({ kind, text: shown }) => `${kind} ${shown}`)

it('finds what JSON.parse makes something else of without a word', () => {
  expect(kindsIn('{"a": 1, "b": {"a": 2}, "\\u0061": 3}')).toEqual(['twice a'])
  expect(kindsIn('[{"__proto__": {}}, {"\\u005f_proto__": 1}]')).toEqual(['proto __proto__', 'proto __proto__'])
  expect(kindsIn('[9007199254740993, -9007199254740993, 1e309, -1e309, 1e-400, 0.0e-1]')).toEqual([
    'number 9007199254740993',
    'number -9007199254740993',
    'number 1e309',
    'number -1e309',
    'number 1e-400',
  ])
})

it('finds nothing in what stays as it is', () => {
  expect(
    kindsIn('{"a": [1.0, 1e-7, 0.1, 9007199254740992, 100000000000000000000, 0, -0], "b": "__proto__", "a ": null}'),
  ).toEqual([])
})

it('stops where a text is nested too deeply', () => {
  expect(jsonTraps('[[[[[[1]]]]]]', 5).isTooDeep).toBe(true)
  expect(jsonTraps('[[[[[1]]]]]', 5).isTooDeep).toBe(false)
  expect(jsonTraps('['.repeat(1_000_000), 5).isTooDeep).toBe(true)
})
