import { Ajv } from 'ajv'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { hashOf, randomFrom } from './random.ts'
import type { Schema } from './request.ts'
import { instanceOf } from './schema-instance.ts'

const FORMATS = ['date-time', 'date', 'time', 'duration', 'email', 'hostname', 'uri', 'ipv4', 'ipv6', 'uuid']

function faultsOf(schema: Schema, seed: string): unknown {
  const ajv = new Ajv({
    strict: false,
    allErrors: true,
    formats: Object.fromEntries(FORMATS.map((name) => [name, true])),
  })
  const value = instanceOf(schema, randomFrom(hashOf(seed)), 'What is the weather in Oslo?')
  return ajv.validate(schema, value) ? null : { errors: ajv.errorsText(), schema, value }
}

const leaf: fc.Arbitrary<Schema> = fc.oneof(
  fc.record({ type: fc.constant('string'), minLength: fc.nat(30), maxLength: fc.integer({ min: 30, max: 60 }) }),
  fc.record({ type: fc.constant('string'), format: fc.constantFrom(...FORMATS) }),
  fc.record({
    type: fc.constant('integer'),
    minimum: fc.integer({ min: -50, max: 0 }),
    maximum: fc.integer({ min: 1, max: 50 }),
  }),
  fc.record({ type: fc.constant('integer'), exclusiveMinimum: fc.integer({ min: -5, max: 5 }) }),
  fc.record({ type: fc.constant('number'), exclusiveMinimum: fc.constant(0), exclusiveMaximum: fc.constant(1) }),
  fc.record({
    type: fc.constant('integer'),
    multipleOf: fc.integer({ min: 2, max: 9 }),
    minimum: fc.integer({ min: 3, max: 80 }),
  }),
  fc.record({ enum: fc.uniqueArray(fc.oneof(fc.string(), fc.integer(), fc.boolean()), { minLength: 1 }) }),
  fc.record({ const: fc.oneof(fc.string(), fc.integer(), fc.constant(null)) }),
  fc.record({ type: fc.constant(['null', 'string']) }),
  fc.constantFrom<Schema>({ type: 'boolean' }, { type: 'null' }, {}),
)

const schemas = fc.letrec<{ any: Schema }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.record({
      type: fc.constant('array'),
      items: tie('any'),
      minItems: fc.nat(3),
      maxItems: fc.integer({ min: 3, max: 5 }),
    }),
    fc.record({ anyOf: fc.array(tie('any'), { minLength: 1, maxLength: 3 }) }),
    fc
      .dictionary(fc.stringMatching(/^[a-z][a-z_]{0,8}$/), tie('any'), { minKeys: 1, maxKeys: 4 })
      .map((properties) => ({
        type: 'object',
        properties,
        required: Object.keys(properties).slice(0, 2),
        additionalProperties: false,
      })),
  ),
})).any

it('writes a valid instance of every schema', () => {
  fc.assert(
    fc.property(schemas, fc.string(), (schema, seed) => {
      expect(faultsOf(schema, seed)).toBeNull()
    }),
    { numRuns: 150 },
  )
})

it('follows references, also those that lead back to themselves', () => {
  const tree = {
    type: 'object',
    properties: { root: { $ref: '#/$defs/node' } },
    required: ['root'],
    $defs: {
      node: {
        type: 'object',
        properties: { name: { type: 'string' }, next: { anyOf: [{ $ref: '#/$defs/node' }, { type: 'null' }] } },
        required: ['name', 'next'],
        additionalProperties: false,
      },
    },
  }
  for (const seed of ['a', 'b', 'c', 'd', 'e', 'f']) expect(faultsOf(tree, seed)).toBeNull()
})

it('meets allOf, uniqueItems and prefixItems', () => {
  const schema = {
    type: 'object',
    required: ['list', 'pair', 'both'],
    properties: {
      list: { type: 'array', items: { type: 'string' }, minItems: 3, uniqueItems: true },
      pair: { type: 'array', prefixItems: [{ type: 'string' }, { type: 'integer' }], minItems: 2, maxItems: 2 },
      both: {
        allOf: [
          { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] },
          { properties: { b: { type: 'integer' } }, required: ['b'] },
        ],
      },
    },
  }
  expect(faultsOf(schema, 'x')).toBeNull()
})

it('draws a place from the user’s own words', () => {
  const schema = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] }
  expect(instanceOf(schema, randomFrom(hashOf(1)), 'What is the weather in Oslo?')).toEqual({ city: 'Oslo' })
})

it.each([
  '^[A-Z]{3}$',
  '^\\d{4}-\\d{2}-\\d{2}$',
  '^#[0-9a-fA-F]{6}$',
  '^(cat|dog)s?$',
  '^[^@\\s]+@[\\w.-]+\\.[a-z]{2,}$',
  '^\\+?[0-9 ]{7,15}$',
  'v\\d+\\.\\d+',
])('meets the pattern %s', (pattern) => {
  for (const seed of ['a', 'b', 'c', 'd', 'e']) expect(faultsOf({ type: 'string', pattern }, seed)).toBeNull()
})

it('ends even where a schema demands itself for ever', () => {
  const endless = { type: 'object', properties: { a: { $ref: '#' }, b: { $ref: '#' } }, required: ['a', 'b'] }
  expect(instanceOf(endless, randomFrom(hashOf(1)))).toBeTypeOf('object')
})

it('makes something of a schema that is none, and nothing endless', () => {
  const made = (schema: object) => instanceOf(schema as Schema, randomFrom(hashOf(1)))
  expect(made({ type: 'object', properties: { a: 'text', b: 1, c: null }, required: [2, ['a'], 'd'] })).toEqual({
    a: expect.any(String),
    b: expect.any(String),
    c: expect.any(String),
    d: expect.any(String),
  })
  expect(made({ type: 'object', properties: 'text', required: 'text' })).toBeTypeOf('object')
  expect(String(made({ type: 'string', minLength: 1e9 })).length).toBeLessThan(100_000)
})
