// The options of curl that say what is sent: `man curl`, version 8.
import { isObject, type JsonObject, type JsonValue } from '../../text/json.ts'
import { dialectOf } from '../code/api-call.ts'
import { readJsonText } from '../files/json-text.ts'
import { guessDialect } from '../guess-dialect.ts'
import { plainText } from '../plain-text.ts'
import type { PlacedNote, RawRequest } from '../reading.ts'

export type CurlContext = { at: number; input: string | null; unknown: readonly { name: string; at: number }[] }

/** Options that take a value, by their short letter where they have one. */
const letters: Readonly<Record<string, string>> = {
  H: 'header',
  d: 'data',
  X: 'request',
  u: 'user',
  o: 'output',
  A: 'user-agent',
  b: 'cookie',
  e: 'referer',
  F: 'form',
  m: 'max-time',
  w: 'write-out',
  x: 'proxy',
  K: 'config',
  T: 'upload-file',
  E: 'cert',
  c: 'cookie-jar',
  D: 'dump-header',
  r: 'range',
  y: 'speed-time',
  Y: 'speed-limit',
}
const dataOptions = new Set(['data', 'data-raw', 'data-binary', 'data-ascii', 'json', 'data-urlencode'])
const withValue = new Set([
  ...Object.values(letters),
  ...dataOptions,
  'url',
  'connect-timeout',
  'retry',
  'retry-delay',
  'retry-max-time',
  'cacert',
  'key',
  'oauth2-bearer',
  'resolve',
  'noproxy',
  'interface',
  'limit-rate',
  'max-redirs',
  'proto',
  'tls-max',
  'stderr',
  'trace',
  'trace-ascii',
  'unix-socket',
  'variable',
])

type Options = { name: string; value: string }[]

/** The request of one command; none where it goes somewhere else, with a note where its body is missing. */
export function curlRequest(
  words: readonly string[],
  context: CurlContext,
): { requests: RawRequest[]; notes: PlacedNote[] } {
  const { at } = context
  const options = optionsOf(words)
  const headers = Object.fromEntries(options.flatMap(({ name, value }) => (name === 'header' ? headerOf(value) : [])))
  const address = options.find(({ name }) => name === 'url')?.value ?? ''
  const data = options.filter(({ name }) => dataOptions.has(name))
  const dialect = dialectOf(address)
  const pieces = data.map(({ name, value }) => pieceOf(name, value, context))
  const missing = pieces.find((piece) => 'file' in piece)
  if (missing && 'file' in missing) {
    const what = `The body of this request is in ${missing.file === '-' ? 'its standard input' : `the file ${missing.file}`}: open that.`
    return { requests: [], notes: dialect ? [{ at, what }] : [] }
  }
  const separator = data.some(({ name }) => name === 'json') ? '' : '&'
  const text = pieces.map((piece) => ('text' in piece ? piece.text : '')).join(separator)
  const read = readBody(text)
  if (!read)
    return { requests: [], notes: dialect ? [{ at, what: 'The body of this request is no JSON object.' }] : [] }
  const known = dialect ?? guessDialect(read.body)
  if (!known) return { requests: [], notes: [] }
  const notes: PlacedNote[] = read.faults.map((what) => ({ at, what }))
  const body = withoutUnknown(read.body, notes, context)
  return { requests: [{ dialect: known, title: null, at, body, headers, notes }], notes: [] }
}

function optionsOf(words: readonly string[]): Options {
  const options: Options = []
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? ''
    if (!word.startsWith('-') || word === '-') {
      options.push({ name: 'url', value: word })
      continue
    }
    const long = word.startsWith('--') ? word.slice(2) : null
    const short = long === null ? shortOption(word) : null
    const name = long ?? short?.name ?? ''
    const isAttached = Boolean(short?.value)
    if (withValue.has(name)) {
      options.push({ name, value: isAttached ? (short?.value ?? '') : (words[index + 1] ?? '') })
      if (!isAttached) index += 1
    }
  }
  return options
}

/** `-sSXPOST`: letters without a value may stand before the one that has it. */
function shortOption(word: string): { name: string; value: string } | null {
  for (let index = 1; index < word.length; index += 1) {
    const name = letters[word[index] ?? '']
    if (name !== undefined) return { name, value: word.slice(index + 1) }
  }
  return null
}

function headerOf(line: string): [string, string][] {
  const colon = line.indexOf(':')
  return colon < 1 ? [] : [[line.slice(0, colon).trim(), line.slice(colon + 1).trim()]]
}

type Piece = { text: string } | { file: string }

/** `--data-raw` takes an `@` as it is; the others read a file, `@-` what is put into the command. */
function pieceOf(name: string, value: string, { input }: CurlContext): Piece {
  if (name === 'data-raw' || !value.startsWith('@')) return { text: value }
  if (value !== '@-' || input === null) return { file: value.slice(1) }
  // Only `--data-binary` and `--json` keep line breaks, which JSON has none of in its strings.
  return { text: name === 'data' || name === 'data-ascii' ? input.replaceAll(/[\r\n]/g, '') : input }
}

function readBody(text: string): { body: JsonObject; faults: string[] } | null {
  // A variable may stand where JSON has a number or a list.
  for (const written of [text, text.replaceAll(/\{\{[^{}"]*\}\}/g, '"$&"')]) {
    const read = readJsonText(written)
    if (read.ok && isObject(read.value)) return { body: read.value, faults: read.faults.map(({ what }) => what) }
  }
  return null
}

/** Only texts of the prompt can have variables; everything else that one stands in is left out. */
function withoutUnknown(body: JsonObject, notes: PlacedNote[], { unknown }: CurlContext): JsonObject {
  const names = [...new Map(unknown.map((one) => [one.name, one.at]))]
  if (names.length === 0) return body
  const holds = (value: JsonValue | undefined, name: string) => (JSON.stringify(value) ?? '').includes(`{{${name}}}`)
  const entries = Object.entries(body).filter(([field, value]) => {
    const name = isText(field) ? undefined : names.find(([one]) => holds(value, one))
    if (name) notes.push({ at: name[1], what: `\`${field}\` was left out: \`${name[0]}\` is not known here.` })
    return !name
  })
  placePictures(body.messages, new Map(names), notes)
  for (const [name, place] of names) {
    if (entries.some(([field, value]) => isText(field) && holds(value, name))) {
      notes.push({ at: place, what: `\`${name}\` is not known here: it is the variable {{${name}}}.` })
    }
  }
  return Object.fromEntries(entries)
}

/** Pictures and documents whose bytes only the shell knows: their place is kept, without a source. */
function placePictures(value: JsonValue | undefined, names: ReadonlyMap<string, number>, notes: PlacedNote[]): void {
  if (Array.isArray(value)) for (const item of value) placePictures(item, names, notes)
  if (value === undefined || !isObject(value)) return
  const { source } = value
  const data = isObject(source ?? null) ? ((source as JsonObject).data ?? (source as JsonObject).url) : undefined
  const [, name = ''] = typeof data === 'string' ? (/^\{\{([^{}]+)\}\}$/.exec(data) ?? []) : []
  const at = names.get(name)
  if (at === undefined) for (const inner of Object.values(value)) placePictures(inner, names, notes)
  else {
    notes.push({ at, what: `This ${plainText(value.type)} comes from \`${name}\`: choose the file in its place.` })
    value.source = { type: 'url', url: '' }
  }
}

const isText = (field: string) => field === 'messages' || field === 'system' || field === 'prompt'
