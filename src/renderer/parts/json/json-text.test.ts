import { expect, it } from 'vitest'
import { readJson } from './json-text.ts'

it('says where JSON goes wrong, by line and column', () => {
  expect(readJson('{\n  "a": 1,\n}')).toEqual({ error: 'Line 3, column 1: Expected double-quoted property name.' })
  expect(readJson('{"a" 1}')).toEqual({ error: "Line 1, column 6: Expected ':' after property name." })
  expect(readJson('[1,')).toEqual({ error: 'Unexpected end of JSON input.' })
  expect(readJson('{"a":1}}')).toEqual({ error: 'Line 1, column 8: Unexpected non-whitespace character after JSON.' })
  expect(readJson('tree')).toEqual({ error: "Line 1, column 1: Unexpected token 'e'." })
  expect(readJson(' ')).toEqual({ error: 'There is nothing here yet.' })
})

it('reads what is JSON', () => {
  expect(readJson('{"b":[1,null],"a":"x"}')).toEqual({ value: { b: [1, null], a: 'x' } })
})

it('takes nothing that would be sent as something else than is written', () => {
  const error = (text: string) => readJson(text).error
  expect(error('{"a": 1,\n "a": 2}')).toBe(
    'Line 2, column 2: The field “a” stands here twice, and only one would be sent.',
  )
  expect(error('{"seed": 12345678901234567890}')).toBe(
    'Line 1, column 10: 12345678901234567890 would be sent as 12345678901234567000. Write it as text, in quotes, if every digit counts.',
  )
  expect(error('[1e999]')).toBe('Line 1, column 2: 1e999 is larger than any number that can be sent.')
  expect(error('[-1e-400]')).toMatch('would be sent as 0')
  expect(error('{"__proto__": 1}')).toBe('Line 1, column 2: No field can be called __proto__ here.')
  expect(
    error(
      '[{"a": 1}, {"a": 1.0, "b": -0.50, "c": 9007199254740992, "d": 1e21, "e": 0e5, "f": 1.7976931348623157e308}]',
    ),
  ).toBe(undefined)
  expect(error('['.repeat(101) + ']'.repeat(101))).toBe('This is nested more than 100 levels deep.')
})
