import type { FindQuery } from './find-query.ts'

/** Where matches of a text are, in UTF-16 code units: from, to, from, to … */
export type Places = number[]

/**
 * The places of a pattern in one text, at most `most` of them. One that matches nothing at all is no place.
 * @param pattern Global; it is left as it was.
 */
export function placesIn(text: string, pattern: RegExp, most: number): Places {
  const places: Places = []
  for (const match of text.matchAll(pattern)) {
    if (match[0] === '') continue
    if (places.length >= 2 * most) break
    places.push(match.index, match.index + match[0].length)
  }
  return places
}

/** As `placesIn`, with what is to stand in the place of each. */
export function replacementsIn(
  text: string,
  pattern: RegExp,
  replacement: string,
  { isRegex }: Pick<FindQuery, 'isRegex'>,
  most: number,
): { places: Places; inserts: string[] } {
  const places: Places = []
  const inserts: string[] = []
  for (const match of text.matchAll(pattern)) {
    if (match[0] === '') continue
    if (inserts.length >= most) break
    places.push(match.index, match.index + match[0].length)
    inserts.push(isRegex ? expand(replacement, match) : replacement)
  }
  return { places, inserts }
}

/** `$1` to `$99`, `$&`, `$<name>` and `$$`, as JavaScript has them; and `\n`, `\t` and `\\`, which no line of a form can hold. */
const signs = /\$(?:([$&])|(\d{1,2})|<([^>]*)>)|\\([nt\\])/g

function expand(replacement: string, match: RegExpExecArray): string {
  return replacement.replace(signs, (whole, sign?: string, digits?: string, name?: string, escaped?: string) => {
    if (escaped !== undefined) return escaped === 'n' ? '\n' : escaped === 't' ? '\t' : '\\'
    if (sign !== undefined) return sign === '$' ? '$' : match[0]
    if (digits !== undefined) return groupOf(digits, match) ?? whole
    const { groups } = match
    return groups && name !== undefined ? (Object.hasOwn(groups, name) ? (groups[name] ?? '') : '') : whole
  })
}

/** Of `$12` where there are only two groups: the first one, and a 2. `null` where there is no such group. */
function groupOf(digits: string, match: RegExpExecArray): string | null {
  const number = Number(digits)
  if (number >= 1 && number < match.length) return match[number] ?? ''
  const first = Number(digits[0])
  return digits.length === 2 && first >= 1 && first < match.length ? (match[first] ?? '') + digits[1] : null
}

/** The text with some of its places replaced. */
export function withReplaced(text: string, places: Places, inserts: readonly string[]): string {
  const parts: string[] = []
  let end = 0
  inserts.forEach((insert, index) => {
    parts.push(text.slice(end, places[2 * index]), insert)
    end = places[2 * index + 1] ?? text.length
  })
  return parts.join('') + text.slice(end)
}
