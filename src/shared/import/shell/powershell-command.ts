// Commands for PowerShell in the words of a POSIX shell.

/** Whether a command is one for PowerShell: by how its lines go on, its variables, or its own commands. */
export function isPowershell(source: string): boolean {
  const lines = source.split('\n').map((line) => line.trimEnd())
  // The shell of everybody else; what is in its quotes may end a line with anything.
  if (lines.some((line) => line.endsWith(' \\'))) return false
  if (lines.some((line) => line.endsWith(' `'))) return true
  return /\$env:|\bInvoke-(?:RestMethod|WebRequest)\b|curl\.exe [^\n]*`"|@'\r?\n|@"\r?\n/i.test(source)
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  0: '\0',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
}

type Piece = { text: string; to: number }

/** The same command for a POSIX shell. Nothing that PowerShell would run is run: it is taken for text. */
export function fromPowershell(source: string): string {
  const text = source.replaceAll('\r\n', '\n')
  let out = ''
  let at = 0
  while (at < text.length) {
    const piece = pieceAt(text, at)
    out += piece.text
    at = piece.to
  }
  return out
}

function pieceAt(text: string, at: number): Piece {
  const two = text.slice(at, at + 2)
  const letter = text[at] ?? ''
  if (two === '`\n') return { text: ' ', to: at + 2 }
  if (letter === '`') return { text: quoted(text[at + 1] ?? ''), to: at + 2 }
  if (two === "@'" || two === '@"') return hereString(text, at)
  if (two === '@{' || two === '@(') return table(text, at)
  if (letter === "'") return single(text, at)
  if (letter === '"') return double(text, at)
  if (letter === '#' && /(?:^|\s)$/.test(text.slice(Math.max(0, at - 1), at))) {
    const end = text.indexOf('\n', at)
    return { text: '', to: end < 0 ? text.length : end }
  }
  const assigned = /^\$(\w+) *= */.exec(text.slice(at, at + 200))
  if (assigned && /(?:^|[\n;]) *$/.test(text.slice(Math.max(0, at - 40), at))) {
    return { text: `${assigned[1]}=`, to: at + assigned[0].length }
  }
  const variable = variableAt(text, at)
  if (variable) return variable
  return { text: /[\s|;\w./:=-]/.test(letter) ? letter : quoted(letter), to: at + 1 }
}

/** `$name`, `${name}`, `$env:NAME`. */
function variableAt(text: string, at: number): Piece | null {
  const found = /^\$(?:env:)?(?:(\w+)|\{(?:env:)?(\w+)\})/i.exec(text.slice(at, at + 200))
  return found ? { text: `"\${${found[1] ?? found[2]}}"`, to: at + found[0].length } : null
}

/** `@{…}` and `@(…)`, which only PowerShell can put together: one word, as it is written. */
function table(text: string, at: number): Piece {
  let level = 0
  let end = at + 1
  while (end < text.length) {
    const letter = text[end] ?? ''
    if (letter === "'" || letter === '"') {
      end = (letter === "'" ? single(text, end) : double(text, end)).to
      continue
    }
    if (letter === '{' || letter === '(') level += 1
    if (letter === '}' || letter === ')') level -= 1
    end += 1
    if (level === 0) break
  }
  return { text: quoted(text.slice(at, end)), to: end }
}

function single(text: string, at: number): Piece {
  let end = at + 1
  while (end < text.length && (text[end] !== "'" || text[end + 1] === "'")) end += text[end] === "'" ? 2 : 1
  return { text: quoted(text.slice(at + 1, end).replaceAll("''", "'")), to: end + 1 }
}

function double(text: string, at: number): Piece {
  const end = doubleEnd(text, at + 1)
  return { text: filled(text.slice(at + 1, end).replaceAll('""', '`"')), to: end + 1 }
}

function doubleEnd(text: string, from: number): number {
  let end = from
  while (end < text.length && (text[end] !== '"' || text[end + 1] === '"')) {
    end += text[end] === '`' || text[end] === '"' ? 2 : 1
  }
  return end
}

/** `@'` and `@"`: the lines up to the one that begins with the end mark. */
function hereString(text: string, at: number): Piece {
  const mark = text[at + 1] ?? ''
  const from = text.indexOf('\n', at) + 1
  const end = text.indexOf(`\n${mark}@`, from - 1)
  const inside = text.slice(from, end < 0 ? text.length : Math.max(from, end))
  return { text: mark === "'" ? quoted(inside) : filled(inside), to: end < 0 ? text.length : end + 3 }
}

/** What stands between double quotes: escapes taken away, variables for the shell to fill in. */
function filled(inside: string): string {
  let out = ''
  let plain = ''
  let at = 0
  while (at < inside.length) {
    const letter = inside[at] ?? ''
    const variable = letter === '$' ? variableAt(inside, at) : null
    if (variable) {
      out += quoted(plain) + variable.text
      plain = ''
      at = variable.to
    } else if (letter === '`') {
      const next = inside[at + 1] ?? ''
      plain += next === '\n' ? '' : (escapes[next] ?? next)
      at += 2
    } else {
      plain += letter
      at += 1
    }
  }
  return out + quoted(plain)
}

/** A text for a POSIX shell. Windows hands `\"` on as a quote. */
function quoted(text: string): string {
  const isEscaped = text.includes('\\"') && !/(?<!\\)"/.test(text)
  const said = isEscaped
    ? text.replaceAll(/(\\+)"/g, (_all, slashes: string) => `${slashes.slice(0, slashes.length >> 1)}"`)
    : text
  return `'${said.replaceAll("'", `'\\''`)}'`
}
