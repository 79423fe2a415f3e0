import { describe, expect, it } from 'vitest'
import type { JsonValue } from '#shared/text/json'
import { checkSchema } from './check-schema.ts'

const schema = {
  type: 'object',
  properties: {
    name: { type: 'string' },
    'a b': { enum: ['x', 'y'] },
    items: { type: 'array', items: { $ref: '#/$defs/item' } },
  },
  required: ['name'],
  additionalProperties: false,
  $defs: { item: { type: 'object', properties: { id: { type: 'integer', minimum: 1 } }, required: ['id'] } },
}

const errors = (value: JsonValue) => {
  const verdict = checkSchema(value, schema)
  if (verdict.kind !== 'checked') throw new Error(verdict.reason)
  return verdict.errors.map(({ path, keyword }) => [path.join('/'), keyword])
}

describe('checking a value against a schema', () => {
  it('finds nothing in a value that fits', () => {
    expect(errors({ name: 'A', 'a b': 'x', items: [{ id: 1 }] })).toEqual([])
  })

  it.each<[what: string, value: JsonValue, found: string[][]]>([
    ['a field is missing', {}, [['', 'required']]],
    ['a type is another', { name: 1 }, [['name', 'type']]],
    ['a field is too many', { name: 'A', more: 1 }, [['', 'additionalProperties']]],
    [
      'something deep is wrong',
      { name: 'A', items: [{ id: 1 }, { id: 0 }, {}] },
      [
        ['items/1/id', 'minimum'],
        ['items/2', 'required'],
      ],
    ],
    ['a name needs escaping', { name: 'A', 'a b': 'z' }, [['a b', 'enum']]],
  ])('says where it breaks it, once: %s', (_, value, found) => {
    expect(errors(value)).toEqual(found)
  })

  it('tells places in arrays from names that are numbers', () => {
    const value = { rows: [{ '0': true }] }
    const inner = { type: 'object', properties: { '0': { type: 'string' } } }
    const verdict = checkSchema(value, { properties: { rows: { items: inner } } })
    expect(verdict).toMatchObject({ errors: [{ path: ['rows', 0, '0'], keyword: 'type' }] })
  })

  it('says that a schema is no good', () => {
    expect(checkSchema({}, [])).toMatchObject({ kind: 'unusable' })
    expect(checkSchema({}, { $ref: '#/nowhere' })).toMatchObject({ kind: 'unusable' })
  })

  it('makes no code out of a schema, which the page forbids', () => {
    const real = globalThis.Function
    try {
      globalThis.Function = new Proxy(real, {
        construct: () => {
          throw new Error('code was made')
        },
      })
      expect(errors({ name: 1 })).toEqual([['name', 'type']])
    } finally {
      globalThis.Function = real
    }
  })
})
