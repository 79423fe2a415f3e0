// Finds JSON in an answer: the whole of it, a code fence, or a value in the middle of prose, also where its end is missing.
import { createScanner } from 'jsonc-parser'
import { jsonrepair } from 'jsonrepair'
import type { JsonValue } from '#shared/text/json'

export type FoundJson = {
  kind: 'whole' | 'fenced' | 'embedded'
  /** Where it stands in the text, in code units; `end` is behind it. */
  start: number
  end: number
  /** As it came. */
  raw: string
  value: JsonValue
  /** What was made of it where it is no JSON as it came; `null` where it is. */
  repaired: string | null
}

type Range = { kind: FoundJson['kind']; start: number; end: number }

/** Every JSON object or array in a text, in its order. A text that is JSON altogether is one, of whatever kind. */
export function findJson(text: string): FoundJson[] {
  const whole = read(text, { kind: 'whole', ...trimmed(text, 0, text.length) })
  if (whole) return [whole]
  const fences = fencedRanges(text)
  const ranges = [...fences]
  let from = 0
  for (const fence of [...fences, { start: text.length, end: text.length }]) {
    ranges.push(...embeddedRanges(text, from, fence.start))
    from = fence.end
  }
  const found = ranges
    .toSorted((one, other) => one.start - other.start)
    .map((range) => read(text, range) ?? mend(text, range))
  return found.filter((one) => one !== null).filter(isWorthShowing)
}

/** The value of a range that is JSON as it stands; `null` where it is not. */
function read(text: string, { kind, start, end }: Range): FoundJson | null {
  const raw = text.slice(start, end)
  if (raw === '') return null
  try {
    return { kind, start, end, raw, value: JSON.parse(raw) as JsonValue, repaired: null }
  } catch {
    return null
  }
}

/** What a range probably was meant to be. Only what begins as an object or an array: the rest is prose. */
function mend(text: string, { kind, start, end }: Range): FoundJson | null {
  const raw = text.slice(start, end)
  if (!/^[{[]/.test(raw) || (kind === 'embedded' && !/["\d]/.test(raw))) return null
  try {
    const repaired = jsonrepair(raw)
    const value = JSON.parse(repaired) as JsonValue
    if (typeof value !== 'object' || value === null) return null
    const isWhole = start === trimmed(text, 0, text.length).start && end === trimmed(text, 0, text.length).end
    return { kind: isWhole ? 'whole' : kind, start, end, raw, value, repaired }
  } catch {
    return null
  }
}

/** `[1]` in prose is a reference, and `{}` or `[ ]` a blank: nobody looks for them. */
function isWorthShowing({ kind, value }: FoundJson): boolean {
  if (kind !== 'embedded' || typeof value !== 'object' || value === null) return true
  const entries = Object.values(value)
  return entries.length > 1 || (entries.length === 1 && !(Array.isArray(value) && typeof entries[0] === 'number'))
}

const fence = /^ {0,3}(`{3,}|~{3,})[ \t]*(json|jsonc|json5|jsonl)?[ \t]*\r?\n/gim

/** What stands in code fences that say JSON, or that say nothing and begin like it; the last one may lack its end. */
function fencedRanges(text: string): Range[] {
  const ranges: Range[] = []
  fence.lastIndex = 0
  for (let opening = fence.exec(text); opening; opening = fence.exec(text)) {
    const [line, mark = '', language] = opening
    const start = opening.index + line.length
    const closing = new RegExp(`^ {0,3}${mark[0]}{${mark.length},}[ \\t]*$`, 'gm')
    closing.lastIndex = start
    const close = closing.exec(text)
    const inside = trimmed(text, start, close?.index ?? text.length)
    if (language !== undefined || /[{[]/.test(text[inside.start] ?? '')) {
      ranges.push({ kind: 'fenced', ...inside })
    }
    fence.lastIndex = close ? close.index + close[0].length : text.length
  }
  return ranges
}

/** The kinds of tokens that jsonc-parser tells (its `SyntaxKind`, which is types only). */
const tokens = { openBrace: 1, closeBrace: 2, openBracket: 3, closeBracket: 4, unknown: 16, end: 17 }

/**
 * Values between two places of a text that begin with a bracket and end with its own. Read once from front to back: where
 * something is no JSON, all that is open is given up, and what was closed in it counts by itself.
 */
function embeddedRanges(text: string, from: number, to: number): Range[] {
  const part = text.slice(0, to)
  const scanner = createScanner(part, true)
  const ranges: Range[] = []
  const open: number[] = []
  const bracket = /[{[]/g
  let at = from
  for (;;) {
    if (open.length === 0) {
      bracket.lastIndex = at
      const next = bracket.exec(part)
      if (!next) return ranges
      scanner.setPosition(next.index)
    }
    const token: number = scanner.scan()
    const start = scanner.getTokenOffset()
    at = start + Math.max(1, scanner.getTokenLength())
    if (token === tokens.end) {
      const [first] = open
      // Only what was not closed until the very end of the answer may lack its end.
      if (first !== undefined && to === text.length) {
        return [...without(ranges, first), { kind: 'embedded', ...trimmed(text, first, to) }]
      }
      return ranges
    }
    if (token === tokens.openBrace || token === tokens.openBracket) open.push(start)
    else if (token === tokens.closeBrace || token === tokens.closeBracket) {
      const first = open.pop() ?? start
      ranges.splice(0, ranges.length, ...without(ranges, first))
      ranges.push({ kind: 'embedded', start: first, end: at })
    } else if (at < to && (token === tokens.unknown || scanner.getTokenError() !== 0)) {
      open.length = 0
      at = start + 1
    }
  }
}

/** The ranges that do not stand inside of what begins there. */
function without(ranges: readonly Range[], from: number): Range[] {
  const index = ranges.findIndex(({ start }) => start >= from)
  return index < 0 ? [...ranges] : ranges.slice(0, index)
}

function trimmed(text: string, start: number, end: number): { start: number; end: number } {
  const part = text.slice(start, end)
  const left = part.length - part.trimStart().length
  return { start: start + left, end: Math.max(start + left, start + part.trimEnd().length) }
}
