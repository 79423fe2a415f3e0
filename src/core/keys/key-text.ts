import { AppError } from '#shared/app-error'

const longest = 1_000

const quotePairs: readonly [string, string][] = [
  ['"', '"'],
  ["'", "'"],
  ['`', '`'],
  ['“', '”'],
  ['‘', '’'],
]

/**
 * The key as it will be sent: without the blanks and quotes that come along when it is pasted. Throws an AppError whose
 * sentence never contains the key (the platform's own error for a bad header quotes all of it).
 */
export function cleanKey(typed: string): string {
  const key = withoutQuotes(typed.trim()).trim()
  const refusal = refusalOf(key)
  if (refusal) throw new AppError('invalid-input', refusal, { field: 'key' })
  return key
}

function withoutQuotes(text: string): string {
  const isQuoted = quotePairs.some(([open, close]) => text.length > 1 && text.startsWith(open) && text.endsWith(close))
  return isQuoted ? text.slice(1, -1) : text
}

function refusalOf(key: string): string | null {
  if (key === '') return 'The key is empty. Paste the whole key.'
  if (key.length > longest) return `This is longer than ${longest.toLocaleString('en')} characters, so it is no key.`
  if (/\s/.test(key)) return 'There is white space inside the key. Copy it again in one piece.'
  for (const character of key) {
    const code = character.codePointAt(0) ?? 0
    if (code < 0x20 || code === 0x7f) return 'There is a control character inside the key. Copy it again.'
    if (code > 0x7e) return 'The key contains a character that no key has, such as a typographic quote. Copy it again.'
  }
  return null
}

/** The last four characters, which tell two keys apart; `null` for a key so short that they would give it away. */
export function lastFour(key: string): string | null {
  return key.length >= 12 ? key.slice(-4) : null
}

/** A key as it may be shown: `sk-ant-…x4Qz`. */
export function shownKey(key: string): string {
  return `${key.startsWith('sk-ant-') ? 'sk-ant-' : ''}…${lastFour(key) ?? ''}`
}
