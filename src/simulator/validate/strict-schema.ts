// What a JSON Schema may hold where the output is guaranteed to match it (limits, structured outputs).
import { refuse } from '../api-error.ts'
import type { Schema } from '../request.ts'
import { isRecord } from './shape.ts'

const BOUNDS = [
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'maxItems',
]
const MAX_OPTIONAL = 24
const MAX_UNIONS = 16

/** Throws the 400 for the first thing in a schema that structured outputs do not take. */
export function checkStrictSchema(schema: Schema, path: string) {
  for (const part of partsOf(schema)) {
    if (isObjectSchema(part) && part.additionalProperties !== false) {
      refuse(`${path}: For 'object' type, 'additionalProperties' must be explicitly set to false`)
    }
    const bound = BOUNDS.find((keyword) => part[keyword] !== undefined)
    if (bound) refuse(`${path}: For '${String(part.type)}' type, property '${bound}' is not supported`)
    if (part.minItems !== undefined && part.minItems !== 0 && part.minItems !== 1) {
      refuse(`${path}: For 'array' type, 'minItems' values other than 0 or 1 are not supported`)
    }
  }
  checkReferences(schema, path)
  if (isRecursive(schema)) refuse(`${path}: Circular reference detected in schema definitions`)
}

/** Throws the 400 for a reference that leads out of the schema, or to nothing in it. */
function checkReferences(schema: Schema, path: string) {
  const parts = partsOf(schema)
  for (const { $ref } of parts) {
    if (typeof $ref !== 'string' || $ref === '#') continue
    if (!$ref.startsWith('#')) refuse(`${path}: External reference '${$ref}' is not supported`)
    const isThere = $ref.startsWith('#/')
      ? isSchemaAt(schema, $ref)
      : parts.some(({ $anchor }) => $anchor === $ref.slice(1))
    if (!isThere) refuse(`${path}: Unresolvable reference '${$ref}'`)
  }
}

const percentDecoded = (text: string) =>
  text.replaceAll(/(%[0-9a-f]{2})+/gi, (bytes) => Buffer.from(bytes.replaceAll('%', ''), 'hex').toString())

/** Whether a schema stands where a JSON pointer leads (RFC 6901, as a URI's fragment). */
function isSchemaAt(schema: Schema, pointer: string): boolean {
  let at: unknown = schema
  for (const token of pointer.split('/').slice(1)) {
    if (typeof at !== 'object' || at === null) return false
    const key = percentDecoded(token).replaceAll('~1', '/').replaceAll('~0', '~')
    at = Object.hasOwn(at, key) ? (at as Schema)[key] : undefined
  }
  return isRecord(at) || typeof at === 'boolean'
}

/** Throws the 400 when schemas together have too many optional or union parameters. */
export function checkStrictTotals(schemas: readonly Schema[], path: string) {
  const parts = schemas.flatMap(partsOf)
  const optional = parts.reduce((sum, part) => {
    const required = (part.required ?? []) as string[]
    return sum + Object.keys((part.properties ?? {}) as object).filter((name) => !required.includes(name)).length
  }, 0)
  const unions = parts.filter((part) => part.anyOf || part.oneOf || Array.isArray(part.type)).length
  if (optional > MAX_OPTIONAL)
    refuse(`${path}: Schemas contain too many optional parameters (${optional}), limit: ${MAX_OPTIONAL}.`)
  if (unions > MAX_UNIONS)
    refuse(`${path}: Schemas contain too many parameters with union types (${unions}), limit: ${MAX_UNIONS}.`)
}

const isObjectSchema = ({ type, properties }: Schema) =>
  type === 'object' || (type === undefined && properties !== undefined)

/** A schema and all schemas inside it. */
function partsOf(schema: Schema): Schema[] {
  const named = ['properties', '$defs', 'definitions'].flatMap((keyword) =>
    Object.values((schema[keyword] ?? {}) as object),
  )
  const listed = ['anyOf', 'oneOf', 'allOf', 'prefixItems'].flatMap((keyword) => (schema[keyword] ?? []) as unknown[])
  const inner = [...named, ...listed, schema.items].filter(isRecord)
  return [schema, ...inner.flatMap(partsOf)]
}

/** True when following references from a definition leads back to it. */
function isRecursive(schema: Schema): boolean {
  const definitions = { ...(schema.definitions as object), ...(schema.$defs as object) } as Record<string, Schema>
  const referred = (part: Schema) =>
    partsOf(part).flatMap(({ $ref }) => (typeof $ref === 'string' ? [$ref.split('/').at(-1)!] : []))
  const comesBack = (name: string, seen: readonly string[]): boolean =>
    seen.includes(name) || referred(definitions[name] ?? {}).some((next) => comesBack(next, [...seen, name]))
  return referred(schema).some((name) => name === '#' || comesBack(name, []))
}
