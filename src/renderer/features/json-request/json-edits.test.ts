import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { JsonValue } from '#shared/text/json'
import { withValue } from './json-edits.ts'

it('changes one place, and leaves the layout that the person chose', () => {
  const text = '{"model":"m",   "messages":[\n{"role":"user","content":"One"}, {"role":"user","content":"Two"}]}'
  const messages = [
    { role: 'user', content: 'One' },
    { role: 'user', content: 'Three' },
  ]
  expect(withValue(text, { model: 'm', messages })).toBe(text.replace('Two', 'Three'))
})

it('takes out and puts in a field that every object seems to have', () => {
  expect(JSON.parse(withValue('{"a":1,"constructor":"x"}', { a: 1 }))).toEqual({ a: 1 })
  expect(JSON.parse(withValue('{"a":1}', { a: 1, constructor: { name: 'x' } }))).toEqual({
    a: 1,
    constructor: { name: 'x' },
  })
})

it('keeps the usual layout', () => {
  expect(withValue('{\n  "a": 1\n}', { a: 1, b: [] })).toBe('{\n  "a": 1,\n  "b": []\n}')
})

it('always says what it is to say, in the order of its fields', () => {
  const layouts = fc.constantFrom(undefined, 1, '\t')
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), layouts, (before, after, layout) => {
      const text = ` ${JSON.stringify(before, null, layout)}`
      expect(JSON.stringify(JSON.parse(withValue(text, after as JsonValue)))).toBe(
        JSON.stringify(JSON.parse(JSON.stringify(after))),
      )
    }),
    { numRuns: 500 },
  )
})
