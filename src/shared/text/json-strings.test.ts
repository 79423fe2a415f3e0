import { expect, it } from 'vitest'
import { mapStrings, stringsIn } from './json-strings.ts'

const value = {
  text: 'a',
  source: { type: 'base64', data: 'AAAA' },
  list: ['b', { signature: 'S', data: { inner: 'c' } }, 1, null, true],
  gone: undefined,
}

it('finds and changes texts at any depth, the bytes of files and signatures left out', () => {
  expect(stringsIn(value)).toEqual(['a', 'base64', 'b', 'c'])
  expect(mapStrings(value, (text) => text.toUpperCase())).toEqual({
    text: 'A',
    source: { type: 'BASE64', data: 'AAAA' },
    list: ['B', { signature: 'S', data: { inner: 'C' } }, 1, null, true],
    gone: undefined,
  })
})

it('keeps a field called __proto__ as a field', () => {
  // JSON.parse makes it one.
  const odd = JSON.parse('{"__proto__": {"a": "b"}}') as { [name: string]: string }
  expect(JSON.stringify(mapStrings(odd, (text) => `${text}!`))).toBe('{"__proto__":{"a":"b!"}}')
})
