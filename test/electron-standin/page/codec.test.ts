import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createCodec } from './codec.ts'

const { encode, decode } = createCodec()
const through = (value: unknown) => decode(JSON.parse(JSON.stringify(encode(value))))

it('carries any structured-clone value through JSON', () => {
  const values = fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withTypedArray: true,
    withSparseArray: false,
  })
  fc.assert(
    fc.property(values, (value) => {
      expect(through(value)).toEqual(structuredClone(value))
    }),
  )
})

it('keeps shared and circular references', () => {
  const shared = { a: 1 }
  const list: unknown[] = [shared, shared]
  list.push(list)
  const copy = through(list) as unknown[]
  expect(copy[0]).toBe(copy[1])
  expect(copy[2]).toBe(copy)
})

it('keeps the kind, the message and the stack of an error', () => {
  const error = new RangeError('too far')
  const copy = through(error) as RangeError
  expect([copy instanceof RangeError, copy.message, copy.stack]).toEqual([true, 'too far', error.stack])
})

it('does not touch prototypes for a property called __proto__', () => {
  const copy = through(JSON.parse('{"__proto__": {"polluted": true}}')) as object
  expect(Object.getPrototypeOf(copy)).toBe(Object.prototype)
  expect(Object.keys(copy)).toEqual(['__proto__'])
})

it.each([
  ['a function', () => {}],
  ['a symbol', Symbol('s')],
  ['a promise', Promise.resolve()],
  ['a weak map', new WeakMap()],
])('refuses %s in the words of Electron', (_name, value) => {
  expect(() => encode({ nested: [value] })).toThrow('An object could not be cloned.')
})
