// A JSON Schema from examples: what structured outputs take, and nothing looser.
import { isObject, type JsonObject, type JsonValue, ownField } from '../text/json.ts'

/**
 * The schema of the JSON that a prefill begins, from the keys that it names and from earlier answers of the same form.
 * `null` where the prefill is no JSON, or nothing is known of its fields.
 */
export function inferSchema(prefill: string, answers: readonly string[]): JsonObject | null {
  const begun = jsonPart(prefill)
  if (begun === null) return null
  const examples = answers.flatMap((text) => {
    const value = parsed(text)
    return value !== undefined && Array.isArray(value) === begun.startsWith('[') ? [value] : []
  })
  if (examples.length > 0) {
    const schema = schemaOf(examples)
    return hasFields(schema) ? schema : null
  }
  const keys = begun.startsWith('{') ? topKeys(begun) : []
  return keys.length === 0 ? null : objectSchema(new Map(keys.map((key) => [key, { type: 'string' }])))
}

/** The schema of everything that has the form of this example: each field that it has, required, and no other. */
export function schemaFromExample(example: JsonValue): JsonObject {
  return schemaOf([example])
}

/** The JSON that a text begins with, a code fence before it left out; `null` where it begins with none. */
function jsonPart(text: string): string | null {
  const inner = text.trim().replace(/^```(?:json)?\s*/, '')
  return inner.startsWith('{') || inner.startsWith('[') ? inner : null
}

function parsed(text: string): JsonValue[] | JsonObject | undefined {
  const inner = jsonPart(text)?.replace(/\s*```$/, '')
  if (inner === undefined) return undefined
  try {
    const value = JSON.parse(inner) as JsonValue
    return isObject(value) || Array.isArray(value) ? value : undefined
  } catch {
    return undefined // Prose that only begins like JSON.
  }
}

/** The keys of the outermost object in the beginning of some JSON, in order. */
function topKeys(begun: string): string[] {
  const keys: string[] = []
  let depth = 0
  for (const [token, key] of begun.matchAll(/"((?:[^"\\]|\\.)*)"(?=\s*:)|"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    if (token === '{' || token === '[') depth += 1
    else if (token === '}' || token === ']') depth -= 1
    else if (depth === 1 && key !== undefined) keys.push(key)
  }
  return [...new Set(keys)]
}

function schemaOf(examples: readonly JsonValue[]): JsonObject {
  const schemas = new Map<string, JsonObject>()
  const objects = examples.filter(isObject)
  const lists = examples.filter((example) => Array.isArray(example))
  if (objects.length > 0) schemas.set('object', objectsSchema(objects))
  if (lists.length > 0) schemas.set('array', { type: 'array', items: schemaOf(lists.flat()) })
  for (const example of examples) {
    const type = simpleType(example)
    if (type !== null) schemas.set(type, { type })
  }
  if (schemas.has('number')) schemas.delete('integer')
  const [first, ...more] = schemas.values()
  if (first === undefined) return { type: 'string' }
  return more.length === 0 ? first : { anyOf: [first, ...more] }
}

function simpleType(value: JsonValue): string | null {
  if (value === null) return 'null'
  if (typeof value === 'object') return null
  if (typeof value !== 'number') return typeof value
  return Number.isInteger(value) ? 'integer' : 'number'
}

/** Required are the keys that every example has. */
function objectsSchema(objects: readonly JsonObject[]): JsonObject {
  const keys = [...new Set(objects.flatMap((object) => Object.keys(object)))]
  const isEverywhere = (key: string) => objects.every((object) => ownField(object, key) !== undefined)
  const schemas = keys.map((key): [string, JsonObject] => {
    const values = objects.map((object) => ownField(object, key)).filter((value) => value !== undefined)
    return [key, schemaOf(values)]
  })
  return { ...objectSchema(new Map(schemas)), required: keys.filter(isEverywhere) }
}

function objectSchema(properties: ReadonlyMap<string, JsonObject>): JsonObject {
  const required = [...properties.keys()]
  return { type: 'object', properties: Object.fromEntries(properties), required, additionalProperties: false }
}

function hasFields(schema: JsonObject): boolean {
  if (schema.type === 'array')
    return isObject(schema.items) && (schema.items.type !== 'object' || hasFields(schema.items))
  return isObject(schema.properties) && Object.keys(schema.properties).length > 0
}
