// The texts in some JSON: what a person or a model wrote, at any depth.
import { isObject, type JsonObject, type JsonValue } from './json.ts'

/** The bytes of files, and what the API signed, are no texts: by the field, and the type of what it is a field of. */
const noTexts: ReadonlyMap<string, readonly string[]> = new Map([
  ['data', ['base64', 'redacted_thinking']],
  ['signature', ['thinking']],
  ['hash', ['attachment']],
])

/**
 * The value with each text in it changed; everything else keeps its form.
 * @param changeName Changes the names of fields; they stay as they are without it.
 */
export function mapStrings(
  value: JsonValue,
  change: (text: string) => string,
  changeName = (name: string) => name,
): JsonValue {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, change, changeName))
  if (!isObject(value)) return value
  const entries = Object.entries(value).map(([name, inner]) => [
    changeName(name),
    inner === undefined || isNoText(value, name) ? inner : mapStrings(inner, change, changeName),
  ])
  return Object.fromEntries(entries) as JsonValue // Safe: each entry is what it was, or a text in the place of one.
}

/** Every text in the value, in its order; the names of fields are none. */
export function stringsIn(value: JsonValue | undefined): string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(stringsIn)
  if (value === undefined || !isObject(value)) return []
  return Object.entries(value).flatMap(([name, inner]) => (isNoText(value, name) ? [] : stringsIn(inner)))
}

/** The names of all fields in the value. */
export function namesIn(value: JsonValue | undefined): string[] {
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value.flatMap(namesIn)
  return Object.entries(value).flatMap(([name, inner]) => [name, ...namesIn(inner)])
}

const isNoText = (holder: JsonObject, name: string) =>
  typeof holder[name] === 'string' &&
  typeof holder.type === 'string' &&
  noTexts.get(name)?.includes(holder.type) === true
