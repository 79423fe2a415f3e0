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
