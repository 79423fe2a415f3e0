// Shapes as data: which fields a JSON object has, and what each may hold.
import { isObject, type JsonValue, ownField } from '../text/json.ts'

/**
 * What a value may be. A list names the strings that are taken; `maybe` lets `null` pass; `each` is a list of what it says;
 * `fields` is an object with these fields and no other, those with `?` optional; `byType` is an object whose `type` says which.
 */
export type Shape =
  | 'any'
  | 'string'
  | 'boolean'
  | 'object'
  | 'whole number'
  | readonly string[]
  | { maybe: Shape }
  | { each: Shape }
  | { textOr: Shape }
  | { fields: { [name: string]: Shape } }
  | { byType: { [type: string]: { [name: string]: Shape } | 'any' } }

/** What is wrong with a value, and where in it: `source.media_type`. `extra` names a field that nobody knows. */
export type Problem = { path: string; says: string; extra?: true; unknownType?: string }

/** Everything about a value that is not as its shape says. */
export function problemsIn(value: JsonValue | undefined, shape: Shape, path = ''): Problem[] {
  if (typeof shape === 'string') return isSimple(value, shape) ? [] : [wrong(path, `must be ${article(shape)}`)]
  if (Array.isArray(shape)) return shape.includes(value as string) ? [] : [wrong(path, `must be ${shape.join(' or ')}`)]
  const composed = shape as Exclude<Shape, string | readonly string[]>
  if ('maybe' in composed) return value === null ? [] : problemsIn(value, composed.maybe, path)
  if ('textOr' in composed) return typeof value === 'string' ? [] : problemsIn(value, { each: composed.textOr }, path)
  if ('each' in composed) {
    if (!Array.isArray(value)) return [wrong(path, 'must be a list')]
    return value.flatMap((item, at) => problemsIn(item, composed.each, join(path, String(at))))
  }
  if (!isObject(value)) return [wrong(path, 'must be an object')]
  if ('fields' in composed) return problemsInFields(value, composed.fields, path)
  const { type } = value
  const fields = typeof type === 'string' && Object.hasOwn(composed.byType, type) ? composed.byType[type] : undefined
  if (fields === 'any') return []
  if (fields) return problemsInFields(value, { type: 'string', ...fields }, path)
  const types = Object.keys(composed.byType).join(', ')
  if (typeof type !== 'string') return [wrong(join(path, 'type'), `must be one of ${types}`)]
  return [{ path: join(path, 'type'), says: `must be one of ${types}, not ${type}`, unknownType: type }]
}

function problemsInFields(
  value: { [key: string]: JsonValue | undefined },
  fields: { [name: string]: Shape },
  path: string,
): Problem[] {
  const known = Object.entries(fields).flatMap(([written, shape]) => {
    const isOptional = written.endsWith('?')
    const name = isOptional ? written.slice(0, -1) : written
    const given = ownField(value, name)
    if (given !== undefined) return problemsIn(given, shape, join(path, name))
    return isOptional ? [] : [wrong(join(path, name), 'is missing')]
  })
  const extra = Object.keys(value).filter(
    (name) => value[name] !== undefined && !Object.hasOwn(fields, name) && !Object.hasOwn(fields, `${name}?`),
  )
  return [
    ...known,
    ...extra.map((name): Problem => ({ path: join(path, name), says: 'is not a field here', extra: true })),
  ]
}

function isSimple(value: JsonValue | undefined, shape: string): boolean {
  if (shape === 'any') return true
  if (shape === 'object') return isObject(value)
  if (shape === 'whole number') return typeof value === 'number' && Number.isInteger(value)
  return typeof value === shape
}

const article = (shape: string) => (shape === 'object' ? 'an object' : `a ${shape === 'string' ? 'text' : shape}`)
const join = (path: string, name: string) => (path === '' ? name : `${path}.${name}`)
const wrong = (path: string, says: string): Problem => ({ path, says })
