// Reading files that a prompt holds in base64, without the Buffer of Node or the atob of a page.

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const values = new Uint8Array(128)
for (let value = 0; value < alphabet.length; value += 1) values[alphabet.charCodeAt(value)] = value

/** Whether a text is base64: its alphabet, white space between, at most two `=` at the end. */
export function isBase64(text: string): boolean {
  return text !== '' && /^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(text)
}

/** Base64 that can be read at any place. */
export type Bytes = { length: number; at: (index: number) => number }

/** The bytes of a base64 text, each read when it is asked for; `at` past the end is -1. */
export function bytesOf(base64: string): Bytes {
  const text = /\s/.test(base64) ? base64.replaceAll(/\s/g, '') : base64
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  const length = Math.floor(((text.length - padding) * 3) / 4)
  const sixBits = (place: number) => values[text.charCodeAt(place)] ?? 0
  return {
    length,
    at: (index) => {
      if (index < 0 || index >= length) return -1
      const place = Math.floor(index / 3) * 4
      const rest = index % 3
      if (rest === 0) return (sixBits(place) << 2) | (sixBits(place + 1) >> 4)
      if (rest === 1) return ((sixBits(place + 1) & 15) << 4) | (sixBits(place + 2) >> 2)
      return ((sixBits(place + 2) & 3) << 6) | sixBits(place + 3)
    },
  }
}

/** Some bytes as Latin-1 text. */
export function textAt(bytes: Bytes, from: number, length: number): string {
  const end = Math.min(from + length, bytes.length)
  const pieces: string[] = []
  for (let at = from; at < end; at += 8192) {
    const codes: number[] = []
    for (let place = at; place < Math.min(at + 8192, end); place += 1) codes.push(bytes.at(place))
    pieces.push(String.fromCharCode(...codes))
  }
  return pieces.join('')
}
