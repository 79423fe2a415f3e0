// Whether an object is a JSON Schema of draft 2020-12 at all: https://json-schema.org/draft/2020-12/schema
import { refuse } from '../api-error.ts'
import type { Schema } from '../request.ts'
import { isRecord } from './shape.ts'

const TYPES = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null']

const isText = (value: unknown) => typeof value === 'string'
const isNumber = (value: unknown) => typeof value === 'number'
const isFlag = (value: unknown) => typeof value === 'boolean'
const isCount = (value: unknown) => Number.isInteger(value) && Number(value) >= 0
const isListOf = (value: unknown, isItem: (item: unknown) => boolean) => Array.isArray(value) && value.every(isItem)
const isWithoutRepeats = (value: unknown) => new Set(value as unknown[]).size === (value as unknown[]).length

const isSomeOf = (value: unknown) => Array.isArray(value) && value.length > 0
const isTypeName = (value: unknown) => TYPES.includes(value as string)
const isType = (value: unknown) =>
  isTypeName(value) || (isSomeOf(value) && isListOf(value, isTypeName) && isWithoutRepeats(value))
const isNames = (value: unknown) => isListOf(value, isText) && isWithoutRepeats(value)
const isSchema = (value: unknown): boolean => isFlag(value) || (isRecord(value) && isSchemaObject(value))
const isSchemaList = (value: unknown) => isSomeOf(value) && isListOf(value, isSchema)
const isSchemaMap = (value: unknown) => isRecord(value) && Object.values(value).every(isSchema)

const VOCABULARY: [keywords: string, check: (value: unknown) => boolean][] = [
  ['$id $schema $ref $anchor $dynamicRef $dynamicAnchor $comment', isText],
  ['title description format pattern contentEncoding contentMediaType', isText],
  ['$defs definitions properties patternProperties dependentSchemas', isSchemaMap],
  ['allOf anyOf oneOf prefixItems', isSchemaList],
  ['not if then else items contains additionalProperties propertyNames', isSchema],
  ['unevaluatedItems unevaluatedProperties contentSchema', isSchema],
  ['type', isType],
  ['enum examples', Array.isArray],
  ['required', isNames],
  ['minimum maximum exclusiveMinimum exclusiveMaximum', isNumber],
  ['multipleOf', (value) => isNumber(value) && Number(value) > 0],
  ['minLength maxLength minItems maxItems minContains maxContains minProperties maxProperties', isCount],
  ['uniqueItems deprecated readOnly writeOnly', isFlag],
]

const CHECKS = new Map(VOCABULARY.flatMap(([keywords, check]) => keywords.split(' ').map((name) => [name, check])))

const isSchemaObject = (schema: Schema): boolean =>
  Object.entries(schema).every(([keyword, value]) => value === undefined || (CHECKS.get(keyword)?.(value) ?? true))

/** Throws the 400 for what is no JSON Schema. */
export function checkSchemaForm(schema: Schema, path: string) {
  if (isSchemaObject(schema)) return
  refuse(
    `${path}: JSON schema is invalid. It must match JSON Schema draft 2020-12 (https://json-schema.org/draft/2020-12).`,
  )
}
