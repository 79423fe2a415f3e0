import type { JsonValue } from './json.ts'

/**
 * Whether some JSON holds a whole number beyond ±(2^53 − 1): what was written may have been another one, which no JavaScript number
 * is. Looks without recursion, for a model may nest as deeply as it likes.
 */
export function holdsRoundedInteger(value: JsonValue | undefined): boolean {
  const open = [value]
  while (open.length > 0) {
    const part = open.pop()
    if (typeof part === 'number' && Number.isInteger(part) && !Number.isSafeInteger(part)) return true
    // Not by spreading: a long list is more arguments than a call takes.
    if (typeof part === 'object' && part !== null) for (const inner of Object.values(part)) open.push(inner)
  }
  return false
}
