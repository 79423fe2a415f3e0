import { expect, it } from 'vitest'
import { schemaFromExample } from './infer-schema.ts'
import { everySchemaProblem } from './strict-schema.ts'

it('makes of an example a schema that structured outputs take', () => {
  const schema = schemaFromExample({
    name: 'Ada',
    born: 1815,
    score: 0.5,
    tags: ['a', 'b'],
    letters: [{ to: 'x', pages: 2 }, { to: 'y' }],
    died: null,
  })
  expect(schema).toEqual({
    type: 'object',
    properties: {
      name: { type: 'string' },
      born: { type: 'integer' },
      score: { type: 'number' },
      tags: { type: 'array', items: { type: 'string' } },
      letters: {
        type: 'array',
        items: {
          type: 'object',
          properties: { to: { type: 'string' }, pages: { type: 'integer' } },
          required: ['to'],
          additionalProperties: false,
        },
      },
      died: { type: 'null' },
    },
    required: ['name', 'born', 'score', 'tags', 'letters', 'died'],
    additionalProperties: false,
  })
  expect(everySchemaProblem(schema)).toEqual([])
})

it('takes a field called constructor for what it is, and as missing where it is missing', () => {
  const schema = schemaFromExample([{ constructor: 'Lotus', year: 1978 }, { year: 1979 }])
  expect(schema).toMatchObject({
    items: {
      properties: { constructor: { type: 'string' }, year: { type: 'integer' } },
      required: ['year'],
    },
  })
})

it('says place by place what structured outputs do not take', () => {
  const person = { type: 'object', properties: { age: { type: 'integer', minimum: 0 } } }
  expect(
    everySchemaProblem({ type: 'array', minItems: 2, items: person, $defs: { a: { anyOf: [{ maxLength: 1 }] } } }).map(
      ({ path, says }) => [path, says],
    ),
  ).toEqual([
    ['items', 'every object needs additionalProperties: false'],
    ['$defs.a.anyOf.0', 'maxLength is not supported'],
    ['items.properties.age', 'minimum is not supported'],
    ['', 'minItems can only be 0 or 1'],
  ])
})
