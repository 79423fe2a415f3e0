import fc from 'fast-check'
import { expect, it } from 'vitest'
import { completeJson, looksLikeJson } from './json-completion.ts'

it.each([
  '{',
  '[',
  '{"a',
  '{"a"',
  '{"a":',
  '{"a": "b',
  '{"a": "b\\',
  '{"a": "\\u00',
  '{"a": tr',
  '{"a": -',
  '{"a": 1.',
  '[1, 2,',
  '[1',
  '{"a": {}',
  '{"a": [',
  '{"a": 1,',
])('completes %s', (start) => {
  const rest = completeJson(start)
  expect(() => JSON.parse(start + rest) as unknown).not.toThrow()
  expect(looksLikeJson(start)).toBe(true)
})

it('completes every start of every JSON object and array', () => {
  const json = fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.array(fc.jsonValue()))
  fc.assert(
    fc.property(json, fc.nat(), (value, cut) => {
      const text = JSON.stringify(value)
      const start = text.slice(0, 1 + (cut % text.length))
      expect(() => JSON.parse(start + completeJson(start)) as unknown).not.toThrow()
    }),
    { numRuns: 500 },
  )
})

it('closes the code fence in which the JSON began', () => {
  const start = '```json\n{"name": "A'
  expect(start + completeJson(start)).toMatch(/^```json\n[^`]*\n```$/)
})

it.each(['{"a" "b"', '{a', '[}', '{"a": 1} and'])('leaves %s, which is no JSON, alone', (start) => {
  expect(completeJson(start)).toBeNull()
})
