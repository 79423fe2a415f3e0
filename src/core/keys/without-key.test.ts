import { expect, it } from 'vitest'
import { withoutKey } from './without-key.ts'

const key = 'secret/key "of" mine'

it('blanks the key out of every string of a value, however it is spelled', () => {
  const value = {
    said: `You sent ${key} and ${encodeURIComponent(key)}`,
    facts: { body: JSON.stringify({ key }), list: [key, 7, null] },
  }
  expect(withoutKey(value, key)).toEqual({
    said: 'You sent [key] and [key]',
    facts: { body: '{"key":"[key]"}', list: ['[key]', 7, null] },
  })
})

it('blanks out what looks like a key of Anthropic’s, also where none is set', () => {
  expect(withoutKey('key sk-ant-api03-AbCd_1234 is revoked', null)).toBe('key [key] is revoked')
})

it('leaves ordinary words alone, also where a local server takes one as its key', () => {
  expect(withoutKey('Invalid bearer token; ollama is loading', 'ollama')).toBe(
    'Invalid bearer token; ollama is loading',
  )
})
