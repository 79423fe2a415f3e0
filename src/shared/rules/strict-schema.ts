// What a JSON Schema may hold where the output is guaranteed to match it (structured outputs page).
import { isObject, type JsonObject, type JsonValue } from '../json.ts'

const bounds = [
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'maxItems',
]

export const mostOptional = 24
export const mostUnions = 16
export const mostStrictTools = 20

const isLooseObject = (part: JsonObject) =>
  (part.type === 'object' || (part.type === undefined && part.properties !== undefined)) &&
  part.additionalProperties !== false

const isLongMinimum = ({ minItems }: JsonObject) => minItems !== undefined && minItems !== 0 && minItems !== 1

/** What is refused about a schema, one sentence each; and whether `tightened` mends it. */
export function schemaProblems(schema: JsonObject): { says: string; isMendable: boolean }[] {
  const parts = partsOf(schema)
  const bound = parts.flatMap((part) => bounds.filter((keyword) => part[keyword] !== undefined))[0]
  return [
    ...(parts.some(isLooseObject)
      ? [{ says: 'every object needs additionalProperties: false', isMendable: true }]
      : []),
    ...(bound ? [{ says: `${bound} is not supported`, isMendable: true }] : []),
    ...(parts.some(isLongMinimum) ? [{ says: 'minItems can only be 0 or 1', isMendable: true }] : []),
    ...(isRecursive(schema) ? [{ says: 'it refers back to itself', isMendable: false }] : []),
  ]
}

/** How many parameters of these schemas are optional, and how many are unions. */
export function schemaTotals(schemas: readonly JsonObject[]): { optional: number; unions: number } {
  const parts = schemas.flatMap(partsOf)
  const optionalOf = ({ properties, required }: JsonObject) => {
    const names = isObject(properties) ? Object.keys(properties) : []
    return names.filter((name) => !(Array.isArray(required) && required.includes(name))).length
  }
  return {
    optional: parts.reduce((sum, part) => sum + optionalOf(part), 0),
    unions: parts.filter((part) => part.anyOf || part.oneOf || Array.isArray(part.type)).length,
  }
}

/** A schema and all schemas inside it. */
function partsOf(schema: JsonObject): JsonObject[] {
  return [schema, ...innerOf(schema).flatMap(partsOf)]
}

const keyed = ['properties', '$defs', 'definitions']
const listed = ['anyOf', 'oneOf', 'allOf', 'prefixItems']

function innerOf(schema: JsonObject): JsonObject[] {
  const named = keyed.flatMap((keyword) => (isObject(schema[keyword]) ? Object.values(schema[keyword]) : []))
  const inLists = listed.flatMap((keyword) => (Array.isArray(schema[keyword]) ? schema[keyword] : []))
  return [...named, ...inLists, schema.items].filter(isObject)
}

/** True when following references from the schema leads to one of them again. */
function isRecursive(schema: JsonObject): boolean {
  const definitions = {
    ...(isObject(schema.definitions) ? schema.definitions : {}),
    ...(isObject(schema.$defs) ? schema.$defs : {}),
  }
  const names = (part: JsonObject) =>
    partsOf(part).flatMap(({ $ref }) => (typeof $ref === 'string' ? [$ref.split('/').at(-1) ?? '#'] : []))
  const inner = (name: string): string[] => (isObject(definitions[name]) ? names(definitions[name]) : [])
  const comesBack = (name: string, path: readonly string[]): boolean =>
    name === '#' || path.includes(name) || inner(name).some((next) => comesBack(next, [...path, name]))
  return (
    Object.keys(definitions).some((name) => inner(name).some((next) => comesBack(next, [name]))) ||
    names(schema).includes('#')
  )
}

/** The schema with what is missing added and what is refused left out. */
export function tightened(schema: JsonObject): JsonObject {
  const kept = Object.entries(schema).filter(([keyword]) => !bounds.includes(keyword))
  const walked = kept.flatMap(([keyword, value]): [string, JsonValue | undefined][] => {
    if (keyword === 'minItems' && isLongMinimum(schema)) return [[keyword, 1]]
    return [[keyword, walk(keyword, value)]]
  })
  const changed: JsonObject = Object.fromEntries(walked)
  return isLooseObject(changed) ? { ...changed, additionalProperties: false } : changed
}

function walk(keyword: string, value: JsonValue | undefined): JsonValue | undefined {
  const tighten = (part: JsonValue | undefined) => (isObject(part) ? tightened(part) : part)
  if (keyed.includes(keyword) && isObject(value))
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, tighten(part)]))
  if (listed.includes(keyword) && Array.isArray(value)) return value.map((part) => tighten(part) ?? null)
  return keyword === 'items' ? tighten(value) : value
}
