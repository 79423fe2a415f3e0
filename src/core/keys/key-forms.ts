/** One spelling of a key, as bytes to look for. */
export type KeyForm = { name: string; bytes: Buffer }

/** Shorter keys, such as `ollama`, stand in ordinary words: finding one would prove nothing. */
export const shortestSearched = 12

/** From this length on either half of a key is as good as all of it, also behind a prefix that many keys share. */
const longEnoughToHalve = 40

/**
 * Every form in which a key may lie around: plain, UTF-16, hexadecimal, URL- and JSON-escaped, and base64 at each of its
 * three offsets. A database may tear a long value apart between two pages, so of a long key either half is looked for too.
 */
export function formsOfKey(key: string): KeyForm[] {
  const plain = Buffer.from(key)
  const half = key.length >= longEnoughToHalve ? Math.floor(key.length / 2) : null
  const forms: [name: string, bytes: Buffer | string][] = [
    ['plain text', key],
    ...(half === null
      ? []
      : ([
          ['plain text, its first half', key.slice(0, half)],
          ['plain text, its second half', key.slice(half)],
        ] as [string, string][])),
    ['UTF-16', Buffer.from(key, 'utf16le')],
    ['UTF-16, big-endian', Buffer.from(key, 'utf16le').swap16()],
    ['hexadecimal', plain.toString('hex')],
    ['hexadecimal', plain.toString('hex').toUpperCase()],
    ['URL-encoded', encodeURIComponent(key)],
    ['URL-encoded', plain.toString('hex').toUpperCase().replace(/../g, '%$&')],
    ['JSON-escaped', JSON.stringify(key).slice(1, -1)],
    ['JSON-escaped', escapedUnits(key)],
    ...base64Forms(plain),
  ]
  const seen = new Set<string>()
  return forms.flatMap(([name, text]) => {
    const bytes = Buffer.from(text)
    const id = bytes.toString('latin1')
    if (seen.has(id)) return []
    seen.add(id)
    return [{ name, bytes }]
  })
}

function escapedUnits(key: string): string {
  return Array.from(key, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')
}

/** What base64 makes of the key behind 0, 1 or 2 other bytes, without the characters that depend on what stands around it. */
function base64Forms(plain: Buffer): [string, string][] {
  return [0, 1, 2].flatMap((offset): [string, string][] => {
    const text = Buffer.concat([Buffer.alloc(offset), plain]).toString('base64')
    const own = text.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + plain.length) * 8) / 6))
    return [
      ['base64', own],
      ['base64', own.replaceAll('+', '-').replaceAll('/', '_')],
    ]
  })
}
