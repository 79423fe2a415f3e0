// JSON from a file that somebody else made. JSON.parse alone takes the last of two fields with one name, any depth, and
// `__proto__` as a field.
import { createScanner } from 'jsonc-parser'
import type { JsonValue } from '#shared/text/json'

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

// The scanner's kinds of token: a `const enum` in its types, which is not there at run time.
const token = { openBrace: 1, closeBrace: 2, openBracket: 3, closeBracket: 4, colon: 6, string: 10, end: 17 }

/** What JSON.parse would accept and nobody should: depth, two fields of one name in an object, `__proto__`. */
function structuralFault(text: string): string | null {
  const scanner = createScanner(text, true)
  // The names so far of each open object; `null` for an open array.
  const open: (Set<string> | null)[] = []
  let name: string | null = null
  for (let kind: number = scanner.scan(); kind !== token.end; kind = scanner.scan()) {
    if (kind === token.openBrace || kind === token.openBracket) {
      open.push(kind === token.openBrace ? new Set() : null)
      if (open.length > deepest) return `it is nested more than ${deepest} levels deep`
    } else if (kind === token.closeBrace || kind === token.closeBracket) {
      open.pop()
    } else if (kind === token.colon && name !== null) {
      const names = open.at(-1)
      if (name === '__proto__') return 'it contains a field named __proto__'
      if (names?.has(name)) return `it contains the field “${name.slice(0, 60)}” twice in one place`
      names?.add(name)
    }
    name = kind === token.string ? scanner.getTokenValue() : null
  }
  return null
}
