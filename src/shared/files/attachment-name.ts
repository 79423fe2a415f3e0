const longestName = 120

/**
 * What a file is called in front of a person: its name without folders, without characters that nobody sees or that turn the
 * direction of reading around, and not longer than a line.
 * @param name As the page or another program gave it; it may be hostile.
 * @param fallback Where nothing is left of it.
 */
export function plainFileName(name: string, fallback: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  const seen = last.replaceAll(unseen, '').replaceAll(/\s+/g, ' ').trim()
  const letters = Array.from(seen)
  if (letters.every((letter) => letter === '.')) return fallback
  if (letters.length <= longestName) return seen
  // The ending says what it is, so it stays.
  const ending = /\.\w{1,8}$/.exec(seen)?.[0] ?? ''
  return `${letters.slice(0, longestName - ending.length - 1).join('')}…${ending}`
}

/** Control characters, formatting ones such as direction marks, halves of pairs, and what no font shows. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu
