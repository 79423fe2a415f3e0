import { secretRemoved } from '../library/secret-kinds.ts'
import { withoutKeysIn } from '../library/secrets.ts'
import type { JsonValue } from '../text/json.ts'
import { mapStrings } from '../text/json-strings.ts'
import type { ImportedParts } from './reading.ts'

/** The parts with every key in their texts taken out, these among them. Files and signatures are no text. */
export function withoutKeys(parts: ImportedParts, keys: readonly string[]): ImportedParts {
  const clean = (text: string) => keys.reduce((left, key) => left.replaceAll(key, secretRemoved), withoutKeysIn(text))
  // Safe: strings stay strings, and everything else keeps its form.
  return mapStrings(parts as JsonValue, clean) as ImportedParts
}
