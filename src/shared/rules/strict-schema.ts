// What a JSON Schema may hold where the output is guaranteed to match it (structured outputs page).

import type { SchemaProblem } from '../schema-problem.ts'
import { isObject, type JsonObject, type JsonValue } from '../text/json.ts'

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

/** What is refused about a schema, one sentence each and where it is first; and whether `tightened` mends it. */
export function schemaProblems(schema: JsonObject): { says: string; isMendable: boolean }[] {
  const kinds = new Set<string>()
  return everySchemaProblem(schema).flatMap(({ path, says, kind, isMendable }) => {
    if (kinds.has(kind)) return []
    kinds.add(kind)
    return [{ says: path === '' ? says : `${says} (at ${path})`, isMendable }]
  })
}

type StrictProblem = SchemaProblem & { kind: string; isMendable: boolean }

/** What structured outputs refuse about a schema, place by place (Messages API reference, limits). */
export function everySchemaProblem(schema: JsonObject): StrictProblem[] {
  const parts = partsWithPaths(schema, '')
  const loose = parts.flatMap(({ part, path }): StrictProblem[] =>
    isLooseObject(part)
      ? [{ path, says: 'every object needs additionalProperties: false', kind: 'loose', isMendable: true }]
      : [],
  )
  const bounded = parts.flatMap(({ part, path }): StrictProblem[] =>
    bounds
      .filter((keyword) => part[keyword] !== undefined)
      .map((keyword) => ({ path, says: `${keyword} is not supported`, kind: 'bound', isMendable: true })),
  )
  const long = parts.flatMap(({ part, path }): StrictProblem[] =>
    isLongMinimum(part) ? [{ path, says: 'minItems can only be 0 or 1', kind: 'minItems', isMendable: true }] : [],
  )
  const lost = lostReferences(schema).map(({ path, to, isOutside }): StrictProblem => {
    const says = `its $ref ${to} leads ${isOutside ? 'out of it' : 'nowhere'}`
    return { path, says, kind: 'lost', isMendable: false }
  })
  const again = isRecursive(schema)
    ? [{ path: '', says: 'it refers back to itself', kind: 'recursive', isMendable: false }]
    : []
  return [...loose, ...bounded, ...long, ...lost, ...again]
}

type LostReference = { path: string; to: string; isOutside: boolean }

/** References that lead to no schema: nowhere in this one, or to another document. */
export function lostReferences(schema: JsonObject): LostReference[] {
  const parts = partsWithPaths(schema, '')
  const isNamed = (name: string) => parts.some(({ part }) => part.$anchor === name)
  return parts.flatMap(({ part: { $ref: to }, path }): LostReference[] => {
    if (typeof to !== 'string') return []
    if (!to.startsWith('#')) return [{ path, to, isOutside: true }]
    const isFound = to === '#' || (to.startsWith('#/') ? leadsToSchema(schema, to.slice(2)) : isNamed(to.slice(1)))
    return isFound ? [] : [{ path, to, isOutside: false }]
  })
}

/** Whether a JSON pointer leads to a schema. */
function leadsToSchema(schema: JsonObject, pointer: string): boolean {
  const names = pointer.split('/').map((name) => unescaped(name).replaceAll('~1', '/').replaceAll('~0', '~'))
  const inside = (value: JsonValue | undefined, name: string) =>
    typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as JsonObject)[name] : undefined
  const found = names.reduce(inside, schema)
  return isObject(found) || typeof found === 'boolean'
}

function unescaped(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
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
  return partsWithPaths(schema, '').map(({ part }) => part)
}

const keyed = ['properties', '$defs', 'definitions']
const listed = ['anyOf', 'oneOf', 'allOf', 'prefixItems']

function partsWithPaths(schema: JsonObject, path: string): { part: JsonObject; path: string }[] {
  const inner: [string, JsonValue | undefined][] = [
    ...keyed.flatMap((keyword) => entriesOf(schema[keyword], keyword)),
    ...listed.flatMap((keyword) => entriesOf(schema[keyword], keyword)),
    ['items', schema.items],
  ]
  const parts = inner.flatMap(([place, part]) =>
    isObject(part) ? partsWithPaths(part, path === '' ? place : `${path}.${place}`) : [],
  )
  return [{ part: schema, path }, ...parts]
}

/** What stands in an object or a list of schemas, by `keyword.name`. */
function entriesOf(value: JsonValue | undefined, keyword: string): [string, JsonValue | undefined][] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).map(([name, part]) => [`${keyword}.${name}`, part])
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
