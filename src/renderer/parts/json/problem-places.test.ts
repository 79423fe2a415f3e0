import { expect, it } from 'vitest'
import { problemPlaces } from './problem-places.ts'

const text = `{
  "type": "objekt",
  "properties": { "a.b": { "type": 3 }, "a": { "b": 1 } },
  "anyOf": [{ "minItems": 2 }]
}`
const marked = (path: string) =>
  problemPlaces(text, [{ path, says: 'wrong' }]).map(({ from, to }) => text.slice(from, to))

it('underlines the value, and the name of one that fills lines', () => {
  expect(marked('type')).toEqual(['"objekt"'])
  expect(marked('properties')).toEqual(['"properties"'])
  expect(marked('anyOf.0.minItems')).toEqual(['2'])
  expect(marked('anyOf.0')).toEqual(['{'])
  expect(marked('')).toEqual(['{'])
})

it('finds names with dots, and the nearest place around one that is not there', () => {
  expect(marked('properties.a.b.type')).toEqual(['3'])
  expect(marked('properties.a.c')).toEqual(['"a"'])
  expect(marked('items.type')).toEqual(['{'])
  expect(problemPlaces('{"a":', [{ path: 'b', says: 'wrong' }])).toHaveLength(1)
  expect(problemPlaces('', [{ path: '', says: 'wrong' }])).toEqual([])
})
