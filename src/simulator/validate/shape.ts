// The small checks that a request's shape is made of. Each names the place and says it in the API's words:
// `messages.0.content: Field required`. In a tagged union the tag is part of the place: `thinking.enabled.display`.
import { refuse } from '../api-error.ts'

/** Throws the API's 400 when the value at this place is not what it should be. */
export type Check = (value: unknown, path: string) => void

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const at = (path: string, key: string | number) => (path === '' ? String(key) : `${path}.${key}`)

const say = (path: string, message: string): never => refuse(path === '' ? message : `${path}: ${message}`)

/** Takes every value: for what is not looked into. */
export const anything: Check = () => {}

export const text: Check = (value, path) => {
  if (typeof value !== 'string') say(path, 'Input should be a valid string')
}

export const bool: Check = (value, path) => {
  if (typeof value !== 'boolean') say(path, 'Input should be a valid boolean')
}

export const number: Check = (value, path) => {
  if (typeof value !== 'number') say(path, 'Input should be a valid number')
}

/** A whole number, at least `least`. */
export const integer =
  (least: number): Check =>
  (value, path) => {
    if (typeof value !== 'number' || !Number.isInteger(value)) say(path, 'Input should be a valid integer')
    if ((value as number) < least) say(path, `Input should be greater than or equal to ${least}`)
  }

/** A string that matches. */
export const pattern =
  (expression: RegExp): Check =>
  (value, path) => {
    text(value, path)
    if (!expression.test(value as string)) say(path, `String should match pattern '${expression.source}'`)
  }

/** Any object, whatever is in it. */
export const dictionary: Check = (value, path) => {
  if (!isRecord(value)) say(path, 'Input should be a valid dictionary')
}

const quoted = (values: readonly string[]) => {
  const all = values.map((value) => `'${value}'`)
  return all.length === 1 ? all[0] : `${all.slice(0, -1).join(', ')} or ${all.at(-1)}`
}

/** One of these strings. */
export const oneOf =
  (...values: string[]): Check =>
  (value, path) => {
    if (!values.includes(value as string)) say(path, `Input should be ${quoted(values)}`)
  }

/** What `check` accepts, or `null`. */
export const nullable =
  (check: Check): Check =>
  (value, path) => {
    if (value !== null) check(value, path)
  }

/** A list of what `check` accepts. */
export const list =
  (check: Check): Check =>
  (value, path) => {
    if (!Array.isArray(value)) return say(path, 'Input should be a valid list')
    value.forEach((item, index) => {
      check(item, at(path, index))
    })
  }

/** An object with these fields and no other. */
export const object =
  (required: Record<string, Check>, optional: Record<string, Check> = {}): Check =>
  (value, path) => {
    if (!isRecord(value)) return say(path, 'Input should be a valid dictionary')
    for (const [key, check] of Object.entries(required)) {
      if (value[key] === undefined) say(at(path, key), 'Field required')
      check(value[key], at(path, key))
    }
    for (const [key, given] of Object.entries(value)) {
      if (Object.hasOwn(required, key) || given === undefined) continue
      if (!Object.hasOwn(optional, key)) say(at(path, key), 'Extra inputs are not permitted')
      optional[key]!(given, at(path, key))
    }
  }

/**
 * An object whose `type` says which of the shapes it has.
 * @param other Takes the types that are not named; without it they are refused.
 */
export const tagged =
  (shapes: Record<string, Check>, other?: (tag: string) => Check | null): Check =>
  (value, path) => {
    if (!isRecord(value)) return say(path, 'Input should be a valid dictionary')
    const tag = value.type
    if (tag === undefined) say(at(path, 'type'), 'Field required')
    const known = typeof tag === 'string' && Object.hasOwn(shapes, tag) ? shapes[tag] : other?.(String(tag))
    if (known) return known(value, at(path, String(tag)))
    const expected = Object.keys(shapes).map((name) => `'${name}'`)
    say(
      path,
      `Input tag '${String(tag)}' found using 'type' does not match any of the expected tags: ${expected.join(', ')}`,
    )
  }

/** A string, or a list of what `check` accepts. */
export const textOr =
  (check: Check): Check =>
  (value, path) => {
    if (typeof value !== 'string') list(check)(value, path)
  }
