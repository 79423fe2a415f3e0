// JSON from a file that somebody else made. JSON.parse alone takes the last of two fields with one name, any depth, and
// `__proto__` as a field.
import type { JsonValue } from '#shared/text/json'
import { jsonTraps } from '#shared/text/json-traps'

export type HostileJson = { ok: true; value: JsonValue } | { ok: false; reason: string }

/** Deeper than any request, and far from where a recursive reader would run out of stack. */
const deepest = 100

/** Reads a text as strict JSON; a byte order mark before it is no fault. `reason` continues a sentence: "…, so …". */
export function readHostileJson(text: string): HostileJson {
  const plain = text.startsWith('\uFEFF') ? text.slice(1) : text
  const reason = structuralFault(plain)
  if (reason !== null) return { ok: false, reason }
  try {
    // Safe: that is what JSON.parse makes.
    return { ok: true, value: JSON.parse(plain) as JsonValue }
  } catch {
    return { ok: false, reason: 'it is not valid JSON' }
  }
}

/** What JSON.parse would accept and nobody should: depth, two fields of one name in an object, `__proto__`. */
function structuralFault(text: string): string | null {
  const { isTooDeep, traps } = jsonTraps(text, deepest)
  const trap = traps.find(({ kind }) => kind !== 'number')
  if (trap?.kind === 'proto') return 'it contains a field named __proto__'
  if (trap) return `it contains the field “${trap.text.slice(0, 60)}” twice in one place`
  return isTooDeep ? `it is nested more than ${deepest} levels deep` : null
}
