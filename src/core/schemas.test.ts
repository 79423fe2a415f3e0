import { expect, it } from 'vitest'
import type { JsonValue } from '#shared/text/json'
import { schemaHandlers } from './schemas.ts'

const check = (schema: Record<string, JsonValue>) =>
  schemaHandlers()['schemas.check']({ schema }, { signal: AbortSignal.abort() })

it('finds nothing in a schema, whichever dialect it names', async () => {
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    type: 'object',
    properties: { age: { type: ['integer', 'null'], minimum: 0 }, tags: { $ref: '#/$defs/tags' } },
    $defs: { tags: { type: 'array', prefixItems: [{ const: 'a' }], items: { enum: ['b'] } } },
    required: ['age'],
  }
  expect(await check(schema)).toEqual([])
  expect(await check({})).toEqual([])
})

it('says by path what is none', async () => {
  const types = 'array, boolean, integer, null, number, object, string'
  const schema = {
    type: 'objekt',
    properties: { 'a/b': { type: 'text' }, list: { type: 'array', items: { enum: 'x' } }, low: { minimum: '0' } },
    required: 'a',
  }
  expect(await check(schema)).toEqual(
    expect.arrayContaining([
      { path: 'type', says: `must be one of ${types}` },
      { path: 'properties.a/b.type', says: `must be one of ${types}` },
      { path: 'properties.list.items.enum', says: 'must be array' },
      { path: 'properties.low.minimum', says: 'must be number' },
      { path: 'required', says: 'must be array' },
    ]),
  )
  expect(await check(schema)).toHaveLength(5)
})
