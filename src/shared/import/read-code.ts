// Reads the requests out of anything that a person may paste. Nothing of a paste is run, fetched or opened.

import { type FoundSecret, findKeys } from '../library/secrets.ts'
import { isObject, type JsonObject, type JsonValue } from '../text/json.ts'
import { bodyOfCall } from './code/body-of-call.ts'
import type { Code } from './code/code.ts'
import { readPython } from './code/python-code.ts'
import { runCode } from './code/run-code.ts'
import { readScript } from './code/script-code.ts'
import { fencedPieces } from './files/fenced.ts'
import { readShapes } from './files/json-shapes.ts'
import { jsonPlaces, readJsonText } from './files/json-text.ts'
import { readPrompty } from './files/prompty.ts'
import { readYaml } from './files/yaml-text.ts'
import { type Format, formatOf } from './formats.ts'
import { createLines } from './lines.ts'
import { plainText } from './plain-text.ts'
import type { CodeReading, ImportedRequest, JsonPath, Paste, PlacedNote, RawRequest } from './reading.ts'
import { fromPowershell, isPowershell } from './shell/powershell-command.ts'
import { readShell } from './shell/shell.ts'
import { fromWindows, isForPrompt } from './shell/windows-command.ts'
import { titleOf } from './title.ts'
import { toParts } from './to-request.ts'
import { withoutKeys } from './without-keys.ts'

type Found = { format: string; requests: RawRequest[]; notes: PlacedNote[] }

/** How many requests of one paste are listed. */
const mostRequests = 500
const mostNotes = 500

/** The requests that a paste holds, and what of it has no place in a prompt. Never throws. */
export function readCode(paste: Paste): CodeReading {
  const text = paste.text.startsWith('\uFEFF') ? paste.text.slice(1) : paste.text
  const lineAt = createLines(text)
  const found = findRequests({ ...paste, text })
  const keys = new Set<string>()
  const read = found.requests.slice(0, mostRequests).map((raw) => imported(raw, lineAt, keys))
  const requests = withoutTwins(read)
  const notes = found.notes.map(({ at, what }) => ({ line: at === null ? null : lineAt(at), what }))
  return { format: found.format, requests, notes: notes.slice(0, mostNotes), secrets: secretsOf(text, keys) }
}

/** Keys with a known form, and those that stand where a key does. */
function secretsOf(text: string, keys: ReadonlySet<string>): FoundSecret[] {
  const known = findKeys(text)
  const others = [...keys].filter((key) => findKeys(key).length === 0)
  return [...known, ...others.map((key) => ({ kind: 'a key', excerpt: `${key.slice(0, 4)}…` }))]
}

function imported(raw: RawRequest, lineAt: (at: number) => number, found: Set<string>): ImportedRequest {
  const { parts, notes, keys } = toParts(raw)
  for (const key of keys) found.add(key)
  const placed = notes.map(({ at, what }) => ({ line: at === null ? null : lineAt(at), what }))
  // The same thing may be read twice, on two ways through the code.
  const own = [...new Map(placed.map((note) => [`${note.line} ${note.what}`, note])).values()]
  const clean = withoutKeys(parts, keys)
  return {
    title: raw.title ?? titleOf(clean),
    line: raw.at === null ? null : lineAt(raw.at),
    parts: clean,
    notes: own.sort((one, other) => (one.line ?? 0) - (other.line ?? 0)).slice(0, mostNotes),
  }
}

/** One call that was reached on two ways and asks the same is one request. */
function withoutTwins(requests: ImportedRequest[]): ImportedRequest[] {
  const byLine = new Map<number | null, ImportedRequest[]>()
  for (const request of requests) byLine.set(request.line, [...(byLine.get(request.line) ?? []), request])
  return [...byLine].flatMap(([line, same]) => {
    if (line === null || same.length === 1) return same
    return [...new Map(same.map((request) => [JSON.stringify(request.parts), request])).values()]
  })
}

function findRequests(paste: Paste): Found {
  try {
    return findIn(paste, formatOf(paste))
  } catch (error) {
    // The grammars and what walks their trees call themselves for each level.
    if (error instanceof RangeError) return nothing('text', 'It is nested too deeply to be read.')
    throw error
  }
}

function findIn({ text }: Paste, format: Format): Found {
  switch (format) {
    case 'python':
      return fromCode('Python', readPython(text))
    case 'script':
      return fromCode('TypeScript', readScript(text))
    case 'elements':
      return fromCode('TypeScript', readScript(text, true))
    case 'either':
      return fromEither(text)
    case 'shell':
      return fromShell(text)
    case 'json':
      return fromJson(text)
    case 'jsonl':
      return fromLines(text)
    case 'notebook':
      return fromNotebook(text)
    case 'yaml':
      return fromYaml(text)
    case 'prompty': {
      const prompty = readPrompty(text)
      return typeof prompty === 'string'
        ? nothing('Prompty', prompty)
        : { format: 'Prompty', requests: [prompty], notes: [] }
    }
    case 'markdown':
      return fromMarkdown(text)
  }
}

function nothing(format: string, what: string, at: number | null = null): Found {
  return { format, requests: [], notes: [{ at, what }] }
}

function fromCode(format: string, code: Code): Found {
  const requests: RawRequest[] = []
  const isWhole = runCode(code, (call) => requests.push(bodyOfCall(call)))
  const what = 'This code makes too much to follow: what comes last may be missing.'
  requests.sort((one, other) => (one.at ?? 0) - (other.at ?? 0))
  const cut = 'This text has no last quote: it is taken as far as it goes.'
  const cuts = code.cuts.map((at): PlacedNote => ({ at, what: cut }))
  return { format, requests, notes: isWhole ? cuts : [{ at: null, what }, ...cuts] }
}

/** A short call may be both: what leaves less unknown is what was meant. */
function fromEither(text: string): Found {
  const python = fromCode('Python', readPython(text))
  const script = fromCode('TypeScript', readScript(text))
  const said = ({ requests }: Found) => requests.reduce((sum, raw) => sum + Object.keys(raw.body).length, 0)
  return said(script) > said(python) ? script : python
}

function fromShell(text: string): Found {
  if (isForPrompt(text)) return fromOtherShell('curl', 'the Windows command prompt', fromWindows(text))
  if (isPowershell(text)) return fromOtherShell('PowerShell', 'PowerShell', fromPowershell(text))
  return { format: 'curl', ...readShell(text) }
}

/** @param command In the words of a POSIX shell: its lines are others than those of the paste. */
function fromOtherShell(format: string, shell: string, command: string): Found {
  const { requests, notes } = withoutPlaces(readShell(command))
  const what = `This is a command for ${shell}: it was read by the rules of that.`
  return { format, requests, notes: [{ at: null, what }, ...notes] }
}

function fromJson(text: string): Found {
  const read = readJsonText(text)
  if (!read.ok) {
    const found = [fromLines(text), fromLiteral(text)].find(({ requests }) => requests.length > 0)
    return found ?? nothing('JSON', read.reason, read.at)
  }
  const { format, requests, notes } = readShapes(read.value)
  const places = jsonPlaces(text)
  const placed = requests.map((raw): RawRequest => {
    const { path } = raw
    const known = { ...raw, notes: placedNotes(raw.notes, places) }
    return path ? { ...known, at: places(path), locate: (inner) => places([...path, ...inner]) } : known
  })
  return { format, requests: placed, notes: [...placedNotes(notes, places), ...read.faults] }
}

/** An object as Python or JavaScript write it, which is no JSON. */
function fromLiteral(text: string): Found {
  const name = 'request = '
  return shifted(fromEither(name + text), -name.length)
}

function fromLines(text: string): Found {
  const values: JsonValue[] = []
  const notes: PlacedNote[] = []
  let at = 0
  for (const line of text.split('\n')) {
    const read = line.trim() === '' ? null : readJsonText(line)
    if (read?.ok) values.push(read.value)
    else if (read) notes.push({ at, what: read.reason })
    at += line.length + 1
  }
  const found = readShapes(values)
  return { format: 'JSON lines', requests: found.requests, notes: [...notes, ...found.notes] }
}

/** A notebook is a program whose pieces stand one after the other. */
function fromNotebook(text: string): Found {
  const read = readJsonText(text)
  const cells = read.ok && isObject(read.value) && Array.isArray(read.value.cells) ? read.value.cells : []
  const code = cells.flatMap((cell) => (isObject(cell) && cell.cell_type === 'code' ? [sourceOf(cell)] : []))
  // The lines are those of the cells and not of the file.
  return withoutPlaces(fromCode('Notebook', readPython(code.join('\n'))))
}

function withoutPlaces<Read extends Pick<Found, 'requests' | 'notes'>>(found: Read): Read {
  const placeless = (list: PlacedNote[]) => list.map((note) => ({ ...note, at: null }))
  return {
    ...found,
    requests: found.requests.map((raw) => ({ ...raw, at: null, notes: placeless(raw.notes) })),
    notes: placeless(found.notes),
  }
}

function sourceOf({ source }: JsonObject): string {
  const text = Array.isArray(source) ? source.map(plainText).join('') : plainText(source)
  // Commands of the notebook itself are no Python.
  return text
    .split('\n')
    .map((line) => (line.startsWith('%') || line.startsWith('!') ? `# ${line}` : line))
    .join('\n')
}

function fromYaml(text: string): Found {
  const read = readYaml(text)
  if (!read.ok) return nothing('YAML', `${read.reason}`)
  const { format, requests, notes } = readShapes(read.value)
  return {
    format: format === 'JSON' ? 'YAML' : format,
    requests: requests.map((raw) => ({ ...raw, notes: placedNotes(raw.notes, read.places) })),
    notes: placedNotes(notes, read.places),
  }
}

/** The notes with their places, where what they are about is in the file. */
function placedNotes(notes: readonly PlacedNote[], places: (path: JsonPath) => number | null): PlacedNote[] {
  return notes.map(({ path, ...note }) => (path ? { ...note, at: places(path) } : note))
}

function fromMarkdown(text: string): Found {
  const pieces = fencedPieces(text)
  const all = pieces.map(({ at, ...piece }) => shifted(findIn(piece, formatOf(piece)), at))
  const first = all.find(({ requests }) => requests.length > 0) ?? all[0]
  if (!first) return nothing('text', 'No code was found in this text.')
  return {
    format: first.format,
    requests: all.flatMap(({ requests }) => requests),
    notes: all.flatMap(({ notes }) => notes),
  }
}

function shifted({ format, requests, notes }: Found, by: number): Found {
  const move = (list: PlacedNote[]) => list.map((note) => (note.at === null ? note : { ...note, at: note.at + by }))
  return {
    format,
    requests: requests.map((raw) => ({ ...raw, at: raw.at === null ? null : raw.at + by, notes: move(raw.notes) })),
    notes: move(notes),
  }
}
