import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ApiError } from '#simulator/api-error'
import { checkSchemaForm } from '#simulator/validate/schema-form'
import type { JsonObject, JsonValue } from '../text/json.ts'
import { malformedIn } from './schema-form.ts'

const ajv = new Ajv2020({ strict: false, validateFormats: false })
const isOfTheDraft = (schema: JsonObject) => ajv.validate('https://json-schema.org/draft/2020-12/schema', schema)

function isAnswered(schema: JsonObject): boolean {
  try {
    checkSchemaForm(schema, 'schema')
    return true
  } catch (error) {
    expect(error).toBeInstanceOf(ApiError)
    return false
  }
}

const words = (text: string) => fc.constantFrom(...text.split(' '))
const anyName = words('a b type properties required items')
const anyPlain = fc.constantFrom<JsonValue[]>(
  true,
  false,
  null,
  0,
  1,
  -1,
  1.5,
  'a',
  'string',
  '',
  {},
  [],
  ['a'],
  ['a', 'a'],
)

const { schema: anySchema } = fc.letrec<{ schema: JsonValue; part: JsonValue }>((tie) => ({
  part: fc.oneof({ weight: 9, arbitrary: tie('schema') }, { weight: 1, arbitrary: anyPlain }),
  schema: fc
    .array(
      fc.oneof(
        fc.tuple(
          words('$ref $anchor title description format pattern'),
          fc.constantFrom<JsonValue[]>('a', 'b', 'a', 1),
        ),
        fc.tuple(
          fc.constant('type'),
          fc.oneof(words('string array object nil'), fc.array(words('null number string'), { maxLength: 3 }), anyPlain),
        ),
        fc.tuple(words('enum examples required'), fc.oneof(fc.array(anyName, { maxLength: 3 }), anyPlain)),
        fc.tuple(words('minimum maximum multipleOf minLength maxItems minProperties uniqueItems deprecated'), anyPlain),
        fc.tuple(words('items contains additionalProperties not if then propertyNames unevaluatedItems'), tie('part')),
        fc.tuple(words('anyOf oneOf allOf prefixItems'), fc.array(tie('part'), { minLength: 1, maxLength: 3 })),
        fc.tuple(
          words('properties $defs definitions patternProperties'),
          fc.dictionary(anyName, tie('part'), { maxKeys: 3 }),
        ),
        fc.tuple(words('anyOf properties items mood x-order default const'), anyPlain),
      ),
      { maxLength: 3 },
    )
    .map((entries) => Object.fromEntries(entries) as JsonObject),
}))

it('finds something malformed exactly where the draft’s own schema does, and so does the simulator', () => {
  const counts = { good: 0, bad: 0 }
  fc.assert(
    fc.property(anySchema, (schema) => {
      const isGood = isOfTheDraft(schema as JsonObject)
      counts[isGood ? 'good' : 'bad'] += 1
      expect({
        rules: malformedIn(schema as JsonObject).length === 0,
        simulator: isAnswered(schema as JsonObject),
      }).toEqual({
        rules: isGood,
        simulator: isGood,
      })
    }),
    { numRuns: 2000, seed: 20_261_123 },
  )
  expect(Math.min(counts.good, counts.bad)).toBeGreaterThan(400)
})
