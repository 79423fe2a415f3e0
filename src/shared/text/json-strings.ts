// The texts in some JSON: what a person or a model wrote, at any depth.
import { isObject, type JsonValue } from './json.ts'

/** The bytes of files, and what the API signed: no texts. */
const noTexts: ReadonlySet<string> = new Set(['data', 'signature', 'hash'])

/** The value with each text in it changed; everything else keeps its form. */
export function mapStrings(value: JsonValue, change: (text: string) => string): JsonValue {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, change))
  if (!isObject(value)) return value
  const entries = Object.entries(value).map(([name, inner]) => [
    name,
    inner === undefined || isNoText(name, inner) ? inner : mapStrings(inner, change),
  ])
  return Object.fromEntries(entries) as JsonValue // Safe: each entry is what it was, or a text in the place of one.
}

/** Every text in the value, in its order; the names of fields are none. */
export function stringsIn(value: JsonValue | undefined): string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(stringsIn)
  if (value === undefined || !isObject(value)) return []
  return Object.entries(value).flatMap(([name, inner]) => (isNoText(name, inner) ? [] : stringsIn(inner)))
}

const isNoText = (name: string, value: JsonValue | undefined) => typeof value === 'string' && noTexts.has(name)
