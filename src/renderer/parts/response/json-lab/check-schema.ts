import { type Schema, Validator } from '@cfworker/json-schema'
import { isObject, type JsonValue } from '#shared/text/json'
import { type JsonPath, readPath, resolvePath } from './json-path.ts'

/** What a value breaks of a schema, and where in the value. */
export type SchemaError = { path: JsonPath; keyword: string; words: string }
export type SchemaVerdict = { kind: 'checked'; errors: SchemaError[] } | { kind: 'unusable'; reason: string }

/** Keywords whose error only says that there is one further inside, which is listed itself. */
const wrappers = new Set(['properties', 'items', 'prefixItems', '$ref', 'allOf', 'patternProperties'])

/**
 * Checks a value against a JSON Schema, draft 2020-12. It interprets the schema, since the page's policy lets no code be made.
 * @param most So many errors are listed at most.
 */
export function checkSchema(value: JsonValue, schema: JsonValue, most = 200): SchemaVerdict {
  if (!isObject(schema) && typeof schema !== 'boolean') return { kind: 'unusable', reason: 'A schema is an object.' }
  try {
    // Safe: the validator takes any object, and throws at what it cannot use.
    const { errors } = new Validator(schema as Schema, '2020-12', false).validate(value)
    const closed = new Set(
      errors.flatMap(({ keyword, instanceLocation }) => (keyword === 'additionalProperties' ? [instanceLocation] : [])),
    )
    const found = errors
      .filter(
        ({ keyword, instanceLocation }) =>
          !wrappers.has(keyword) && !(keyword === 'false' && closed.has(parentOf(instanceLocation))),
      )
      .map(({ instanceLocation, keyword, error }) => ({ path: pathOf(instanceLocation, value), keyword, words: error }))
    return { kind: 'checked', errors: found.slice(0, most) }
  } catch (error) {
    return { kind: 'unusable', reason: error instanceof Error ? error.message.slice(0, 300) : 'The schema is no good.' }
  }
}

/** `additionalProperties: false` is told twice: for the object, and for the field as a schema that nothing fits. */
function parentOf(location: string): string {
  return location.slice(0, location.lastIndexOf('/'))
}

/** Its pointers are fragments of an address: `#/a%20b/0`. Only the value knows which steps are places in arrays. */
function pathOf(location: string, value: JsonValue): JsonPath {
  const path = readPath(decoded(location.replace(/^#/, ''))) ?? []
  return resolvePath(value, path)?.path ?? path
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment)
  } catch {
    return fragment
  }
}
