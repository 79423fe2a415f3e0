// What JSON.parse takes without a word and makes something else of than is written.
import { createScanner } from 'jsonc-parser'

/**
 * One such place: a `__proto__` field, the second of two fields with one name in an object, or a number that no JavaScript number
 * is. `text` is the field's name, or the number as it is written.
 */
export type JsonTrap = { kind: 'proto' | 'twice' | 'number'; at: number; text: string }

// The scanner's kinds of token: a `const enum` in its types, which is not there at run time.
const token = {
  openBrace: 1,
  closeBrace: 2,
  openBracket: 3,
  closeBracket: 4,
  colon: 6,
  string: 10,
  number: 11,
  end: 17,
}

/**
 * Looks through a text, which need not be JSON. Deep nesting ends the look.
 * @param deepest Levels: recursive readers run out of stack somewhere above.
 */
export function jsonTraps(text: string, deepest: number): { isTooDeep: boolean; traps: JsonTrap[] } {
  const scanner = createScanner(text, true)
  const traps: JsonTrap[] = []
  // The names so far of each open object; `null` for an open array.
  const open: (Set<string> | null)[] = []
  let name: { text: string; at: number } | null = null
  for (let kind: number = scanner.scan(); kind !== token.end; kind = scanner.scan()) {
    if (kind === token.openBrace || kind === token.openBracket) {
      open.push(kind === token.openBrace ? new Set() : null)
      if (open.length > deepest) return { isTooDeep: true, traps }
    } else if (kind === token.closeBrace || kind === token.closeBracket) {
      open.pop()
    } else if (kind === token.colon && name !== null) {
      const names = open.at(-1)
      if (name.text === '__proto__') traps.push({ kind: 'proto', ...name })
      else if (names?.has(name.text)) traps.push({ kind: 'twice', ...name })
      names?.add(name.text)
    } else if (kind === token.number && !isExact(scanner.getTokenValue())) {
      traps.push({ kind: 'number', at: scanner.getTokenOffset(), text: scanner.getTokenValue() })
    }
    name = kind === token.string ? { text: scanner.getTokenValue(), at: scanner.getTokenOffset() } : null
  }
  return { isTooDeep: false, traps }
}

/** Whether a number stays what it is: a whole one to its last digit, any other one in its size. */
function isExact(written: string): boolean {
  const number = Number(written)
  if (!Number.isFinite(number)) return false
  if (/^-?\d+$/.test(written)) return written.length < 16 || BigInt(number) === BigInt(written)
  return number !== 0 || !/^-?[0.]*[1-9]/.test(written)
}
