import type { JsonValue } from '../json.ts'
import { withoutKeysIn } from '../secrets.ts'
import type { ImportedParts } from './reading.ts'

/** The parts with every key in their texts taken out, these among them. Files and signatures are no text. */
export function withoutKeys(parts: ImportedParts, keys: readonly string[]): ImportedParts {
  const cleanText = (text: string) =>
    keys.reduce((left, key) => left.replaceAll(key, '[secret removed]'), withoutKeysIn(text))
  // Safe: strings stay strings, and everything else keeps its form.
  return clean(parts as JsonValue, cleanText) as ImportedParts
}

function clean(value: JsonValue, cleanText: (text: string) => string): JsonValue {
  if (typeof value === 'string') return cleanText(value)
  if (Array.isArray(value)) return value.map((item) => clean(item, cleanText))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([name, inner]) => [
    name,
    inner === undefined || name === 'data' || name === 'signature' ? inner : clean(inner, cleanText),
  ])
  return Object.fromEntries(entries) as JsonValue
}
