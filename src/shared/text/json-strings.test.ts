import { expect, it } from 'vitest'
import { mapStrings, namesIn, stringsIn } from './json-strings.ts'

const value = {
  text: 'a',
  source: { type: 'base64', data: 'AAAA' },
  list: ['b', { type: 'thinking', signature: 'S', data: { inner: 'c' } }, 1, null, true],
  document: { type: 'text', data: 'd', signature: 'e' },
  gone: undefined,
}

it('finds and changes texts at any depth, the bytes of files and signatures left out', () => {
  expect(stringsIn(value)).toEqual(['a', 'base64', 'b', 'thinking', 'c', 'text', 'd', 'e'])
  expect(mapStrings(value, (text) => text.toUpperCase())).toEqual({
    text: 'A',
    source: { type: 'BASE64', data: 'AAAA' },
    list: ['B', { type: 'THINKING', signature: 'S', data: { inner: 'C' } }, 1, null, true],
    document: { type: 'TEXT', data: 'D', signature: 'E' },
    gone: undefined,
  })
})

it('finds and changes names where it is told to', () => {
  expect(namesIn({ a: [{ b: 1 }], c: null })).toEqual(['a', 'b', 'c'])
  expect(
    mapStrings(
      { a: { b: 'c' } },
      (text) => text,
      (name) => `${name}!`,
    ),
  ).toEqual({ 'a!': { 'b!': 'c' } })
})

it('keeps a field called __proto__ as a field', () => {
  // JSON.parse makes it one.
  const odd = JSON.parse('{"__proto__": {"a": "b"}}') as { [name: string]: string }
  expect(JSON.stringify(mapStrings(odd, (text) => `${text}!`))).toBe('{"__proto__":{"a":"b!"}}')
})
