import type { JsonValue } from '../text/json.ts'

/** A value as text: a string as it is, anything else as JSON. */
export function plainText(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value)
}
