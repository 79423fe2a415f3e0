// Writes a string that a regular expression matches: for the everyday ones that schemas carry.
import type { Random } from './random.ts'

type Reader = { pattern: string; at: number; random: Random }

const CLASSES: Record<string, string[]> = {
  d: Array.from('0123456789'),
  w: Array.from('abcdefghijklmnopqrstuvwxyz'),
  s: [' '],
  D: Array.from('abcdef'),
  W: [' ', '-'],
  S: Array.from('abcdef'),
}
const PRINTABLE = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index))

/** A match, or `null` for a pattern that uses more than classes, groups, alternatives and counts. */
export function matchOf(pattern: string, random: Random): string | null {
  try {
    const written = alternatives({ pattern, at: 0, random })
    return new RegExp(pattern, 'u').test(written) ? written : null
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return null
    throw error
  }
}

function alternatives(reader: Reader): string {
  const choices = [sequence(reader)]
  while (reader.pattern[reader.at] === '|') {
    reader.at += 1
    choices.push(sequence(reader))
  }
  return reader.random.pick(choices)
}

/** Reads parts up to the end of the group, writing each as often as its count says. */
function sequence(reader: Reader): string {
  let written = ''
  while (reader.at < reader.pattern.length && !'|)'.includes(reader.pattern[reader.at]!)) {
    const start = reader.at
    let part = atom(reader)
    const end = reader.at
    const times = count(reader)
    const after = reader.at
    if (times === 0) part = ''
    written += part
    for (let repeat = 1; repeat < times; repeat += 1) {
      reader.at = start
      written += atom(reader)
    }
    reader.at = Math.max(end, after)
  }
  return written
}

function atom(reader: Reader): string {
  const character = reader.pattern[reader.at]!
  reader.at += 1
  if (character === '^' || character === '$') return ''
  if (character === '.') return 'x'
  if (character === '[') return characterClass(reader)
  if (character === '\\') return escaped(reader)
  if (character !== '(') return character
  if (reader.pattern.startsWith('?:', reader.at)) reader.at += 2
  else if (reader.pattern[reader.at] === '?') throw new SyntaxError('Only plain groups are understood.')
  const inside = alternatives(reader)
  reader.at += 1
  return inside
}

function escaped(reader: Reader): string {
  const character = reader.pattern[reader.at] ?? ''
  reader.at += 1
  if (character === 'b' || character === 'B') return ''
  const known = CLASSES[character]
  return known ? reader.random.pick(known) : character
}

function characterClass(reader: Reader): string {
  const end = endOfClass(reader)
  const text = reader.pattern.slice(reader.at, end)
  reader.at = end + 1
  const members = membersOf(text.replace(/^\^/, ''))
  const allowed = text.startsWith('^') ? PRINTABLE.filter((character) => !members.includes(character)) : members
  return reader.random.pick(allowed.length > 0 ? allowed : ['x'])
}

function endOfClass({ pattern, at }: Reader): number {
  let end = at
  while (end < pattern.length && pattern[end] !== ']') end += pattern[end] === '\\' ? 2 : 1
  return end
}

/** `a-z`, `\d` and single characters of a class, one by one. */
function membersOf(text: string): string[] {
  return [...text.matchAll(/\\(.)|(.)-(.)|(.)/gu)].flatMap(([, escaped, from, to, single]) => {
    if (escaped) return CLASSES[escaped] ?? [escaped]
    if (!from || !to) return [single!]
    const [first, last] = [from.codePointAt(0)!, to.codePointAt(0)!]
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => String.fromCodePoint(first + index))
  })
}

/** How often the part before is written: a few more than the least where there is no most. */
function count(reader: Reader): number {
  const [whole, least, comma, most] = /^\{(\d+)(,?)(\d*)\}/.exec(reader.pattern.slice(reader.at)) ?? []
  const sign = reader.pattern[reader.at] ?? ''
  const range: Record<string, [number, number]> = { '?': [0, 1], '*': [0, 3], '+': [1, 4] }
  const [low, high] = whole
    ? [Number(least), most ? Number(most) : Number(least) + (comma ? 2 : 0)]
    : (range[sign] ?? [1, 1])
  if (whole) reader.at += whole.length
  else if (sign in range) reader.at += 1
  else return 1
  if (reader.pattern[reader.at] === '?') reader.at += 1
  return reader.random.between(low, Math.min(high, low + 10))
}
