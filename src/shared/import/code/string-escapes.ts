// What a string literal says, by the rules of its language. The parser found where it begins and ends.

const simple: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v', 0: '\0' }

/** The text between the quotes of a JavaScript string or template. */
export function scriptText(source: string): string {
  return decode(source, (kind, at) => {
    if (kind === 'u' && source[at] === '{') {
      const end = source.indexOf('}', at)
      return end < 0 ? null : character(source.slice(at + 1, end), end + 1)
    }
    if (kind === 'u') return character(source.slice(at, at + 4), at + 4)
    if (kind === 'x') return character(source.slice(at, at + 2), at + 2)
    return kind in simple ? { text: simple[kind] ?? '', next: at } : { text: kind, next: at }
  })
}

/** The text between the quotes of a Python string that is not raw. An escape that Python does not know stays as it is. */
export function pythonText(source: string): string {
  return decode(source, (kind, at) => {
    if (kind === 'x') return character(source.slice(at, at + 2), at + 2)
    if (kind === 'u') return character(source.slice(at, at + 4), at + 4)
    if (kind === 'U') return character(source.slice(at, at + 8), at + 8)
    if (kind >= '0' && kind <= '7') {
      let end = at
      while (end < at + 2 && isOctal(source[end])) end += 1
      return { text: String.fromCodePoint(Number.parseInt(source.slice(at - 1, end), 8)), next: end }
    }
    if (kind === 'a') return { text: '\x07', next: at }
    if (kind in simple) return { text: simple[kind] ?? '', next: at }
    return `\\'"`.includes(kind) ? { text: kind, next: at } : { text: `\\${kind}`, next: at }
  })
}

type Unescaped = { text: string; next: number }

function decode(source: string, read: (kind: string, at: number) => Unescaped | null): string {
  let text = ''
  let at = 0
  for (let slash = source.indexOf('\\'); slash >= 0; slash = source.indexOf('\\', at)) {
    text += source.slice(at, slash)
    const kind = source[slash + 1]
    if (kind === undefined) return `${text}\\`
    if (kind === '\n' || kind === '\r') {
      // A line that goes on.
      at = slash + (source.startsWith('\r\n', slash + 1) ? 3 : 2)
      continue
    }
    const unescaped = read(kind, slash + 2) ?? { text: `\\${kind}`, next: slash + 2 }
    text += unescaped.text
    at = unescaped.next
  }
  return text + source.slice(at)
}

function character(digits: string, next: number): Unescaped | null {
  const code = Number(`0x${digits}`)
  return digits !== '' && code <= 0x10_ff_ff ? { text: String.fromCodePoint(code), next } : null
}

const isOctal = (digit: string | undefined) => digit !== undefined && digit >= '0' && digit <= '7'
