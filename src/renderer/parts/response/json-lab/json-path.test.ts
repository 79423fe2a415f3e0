import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonPathOf, pointerOf, readPath, resolvePath } from './json-path.ts'

const value = { items: [{ name: 'a', 'b/c~d': 1 }, { 'it\'s "x"': null }], '0': 'zero', '': 'empty' }

describe('the path of a value', () => {
  it('is written as a pointer and as a JSONPath', () => {
    const path = ['items', 0, 'b/c~d']
    expect(pointerOf(path)).toBe('/items/0/b~1c~0d')
    expect(jsonPathOf(path)).toBe("$.items[0]['b/c~d']")
    expect([pointerOf([]), jsonPathOf([])]).toEqual(['', '$'])
  })

  it.each([
    ['/items/0/name', 'a'],
    ['#/items/0/name', 'a'],
    ['$.items[0].name', 'a'],
    ['items[0].name', 'a'],
    ['$["items"][0]["name"]', 'a'],
    ["$['items'][0]['b/c~d']", 1],
    ['/0', 'zero'],
    ['/', 'empty'],
    ['$', value],
    ['', value],
  ])('is read from %j', (text, found) => {
    const path = readPath(text)
    expect(path && resolvePath(value, path)?.value).toEqual(found)
  })

  it.each(['items[', '$..name', '$[*]', 'items[-1]', 'a b'])('is not read from %j', (text) => {
    expect(readPath(text)).toBeNull()
  })

  it.each(['/items/2', '/items/name', '/constructor', '/items/0/toString', '$.nothing'])(
    'leads to nothing: %j',
    (text) => {
      expect(resolvePath(value, readPath(text)!)).toBeNull()
    },
  )

  it('comes back from both forms, whatever the names are', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (path) => {
        expect(readPath(pointerOf(path))).toEqual(path)
        expect(readPath(jsonPathOf(path))).toEqual(path)
      }),
    )
  })
})
