// From the values of a call in code to the JSON of its body. What only the running program knows becomes a variable where a
// text stands, and is left out elsewhere.

import { variablePlaces } from '../../prompt/variables.ts'
import type { JsonObject, JsonValue } from '../../text/json.ts'
import { plainText } from '../plain-text.ts'
import type { PlacedNote, RawRequest } from '../reading.ts'
import type { ApiCall } from './api-call.ts'
import { type Hole, isUnknownField, shownField, TooMuch, type Value } from './value.ts'

/** Fields whose texts a variable can stand in, and the fields of blocks that are such texts. */
const textRoots = new Set(['system', 'messages', 'prompt', 'instructions', 'input'])
const textFields = new Set(['content', 'text', 'title', 'context', 'system', 'prompt', 'instructions', 'input'])
const deepest = 100
/** Values that one request may have: one list can stand in another many times. */
const mostValues = 500_000
const longestName = 100

/**
 * The body that a call sends.
 * @throws TooMuch
 */
export function bodyOfCall({ dialect, fields, headers, left, places, keys, at, within }: ApiCall): RawRequest {
  const notes: PlacedNote[] = left.map((name) => ({
    at: places?.get(name) ?? at,
    what: `\`${name}\` is no part of a request and was left out.`,
  }))
  const read = createReader(notes)
  const body: JsonObject = {}
  for (const [name, value] of fields) {
    const known = read(value, [name], at)
    if (known !== undefined) body[name] = known
  }
  const sent: Record<string, string> = headersIn(dialect, body)
  for (const [name, value] of headers) {
    const known = value.kind === 'plain' && value.value !== null ? String(value.value) : null
    if (known !== null) sent[name] = known
    else if (!isCredential(name)) notes.push({ at, what: `The header \`${name}\` is not known here and was left out.` })
  }
  return { dialect, title: within, at, body, headers: sent, notes, ...(keys ? { keys } : {}) }
}

/** What the SDKs take among the fields and send as headers (Messages API reference, sections 2 and 3). */
const headerFields: readonly { field: string; header: string }[] = [
  { field: 'betas', header: 'anthropic-beta' },
  { field: 'user_profile_id', header: 'anthropic-user-profile-id' },
  { field: 'workspace_id', header: 'anthropic-workspace-id' },
]

function headersIn(dialect: ApiCall['dialect'], body: JsonObject): Record<string, string> {
  const found = headerFields.flatMap(({ field, header }): [string, string][] => {
    const value = body[field]
    if (dialect !== 'messages' || value === undefined) return []
    delete body[field]
    return [[header, Array.isArray(value) ? value.map(plainText).join(',') : plainText(value)]]
  })
  return Object.fromEntries(found)
}

const isCredential = (name: string) => /^(x-api-key|authorization)$/i.test(name)

type Path = readonly (string | number)[]

function createReader(notes: PlacedNote[]) {
  const told = new Set<string>()
  let values = 0

  function read(value: Value, path: Path, at: number): JsonValue | undefined {
    values += 1
    if (values > mostValues) throw new TooMuch()
    if (path.length > deepest) return undefined
    const last = path.at(-1)
    if (last === '__proto__') return leftOut(null, path, at)
    if (typeof last === 'string' && isUnknownField(last)) return unknownFields(value, path, at)
    switch (value.kind) {
      case 'plain':
        return value.value
      case 'text':
        return textValue(value.parts, path, at)
      case 'hole':
        if (isNothing(value)) return undefined
        return isTextPlace(path) ? textValue([value], path, at) : holeValue(value, path, at)
      case 'list':
        return listValue(value.items, path, at)
      case 'object':
        return objectValue(value.fields, path, at)
      default:
        return leftOut(null, path, at)
    }
  }

  function listValue(items: readonly Value[], path: Path, at: number): JsonValue[] {
    return items.flatMap((item, index) => {
      const known = read(item, [...path, index], at)
      return known === undefined ? [] : [known]
    })
  }

  function unknownFields(value: Value, path: Path, at: number): undefined {
    const what = path.length > 1 ? `\`${nameOf(path.slice(0, -1))}\`` : 'the request'
    notes.push({
      at: (value.kind === 'hole' && value.at) || at,
      what: `What \`${shown(shownField(String(path.at(-1))))}\` adds to ${what} is not known here.`,
    })
    return undefined
  }

  function objectValue(fields: Map<string, Value>, path: Path, at: number): JsonObject {
    const made: JsonObject = {}
    for (const [name, value] of fields) {
      const known = read(value, [...path, name], at)
      if (known !== undefined) made[name] = known
    }
    return withFile(made, fields, at)
  }

  /** An image or a document whose bytes are in a file of somebody: an empty place for it is kept. */
  function withFile(block: JsonObject, fields: Map<string, Value>, at: number): JsonObject {
    const kind = fileBlocks.get(block.type)
    const data = kind && firstHole(addressOf(fields))
    if (!kind || !data) return block
    const from = data.file ? `the file ${shown(data.file)}` : `\`${shown(data.name)}\``
    notes.push({ at: data.at || at, what: `This ${kind} comes from ${from}: choose the file in its place.` })
    return 'image_url' in block ? { ...block, image_url: { url: '' } } : { ...block, source: { type: 'url', url: '' } }
  }

  function textValue(parts: readonly (string | Hole)[], path: Path, at: number): JsonValue | undefined {
    const first = parts.find((part) => typeof part !== 'string')
    if (first && isFilePlace(path)) return ''
    if (first && !isTextPlace(path)) return leftOut(first, path, at)
    return parts.map((part) => (typeof part === 'string' ? part : variable(part, at))).join('')
  }

  function variable(part: Hole, at: number): string {
    const name = variableName(part.name)
    const place = part.at || at
    if (!told.has(name)) {
      told.add(name)
      const what = part.file
        ? `The text of the file ${shown(part.file)} is the variable {{${name}}}.`
        : `\`${shown(part.name)}\` is not known here: it is the variable {{${name}}}.`
      notes.push({ at: place, what })
    }
    return `{{${name}}}`
  }

  /** Messages that are not known at all stand as one; everything else that is no text goes. */
  function holeValue(value: Hole, path: Path, at: number): JsonValue | undefined {
    if (path.length === 1 && path[0] === 'messages') {
      return [{ role: 'user', content: variable(value, at) }]
    }
    const isRole = path.at(-1) === 'role' && path[0] === 'messages'
    if (isRole)
      notes.push({ at: value.at || at, what: `The role \`${shown(value.name)}\` is not known here: user was taken.` })
    if (isRole) return 'user'
    return isFilePlace(path) ? '' : leftOut(value, path, at)
  }

  function leftOut(value: Hole | null, path: Path, at: number): undefined {
    if (value && isNothing(value)) return undefined
    const isNamed = value !== null && value.path.length > 0
    const reason = isNamed ? `\`${shown(value.name)}\` is not known here` : 'it is computed when the code runs'
    notes.push({ at: value?.at || at, what: `\`${nameOf(path)}\` was left out: ${reason}.` })
    return undefined
  }

  return read
}

/** `undefined`, or what the SDKs take for it. */
const isNothing = ({ name, path }: Hole) => path.length === 0 && name === 'undefined'

/** Blocks that can be a file, and what they are then; those of OpenAI among them. */
const fileBlocks = new Map<JsonValue | undefined, string>([
  ['image', 'image'],
  ['image_url', 'image'],
  ['input_image', 'image'],
  ['document', 'document'],
])

/** What says where the bytes of a block are. */
function addressOf(fields: Map<string, Value>): Value | undefined {
  const source = fields.get('source') ?? fields.get('image_url')
  return source?.kind === 'object' ? (source.fields.get('data') ?? source.fields.get('url')) : source
}

function firstHole(value: Value | undefined): Hole | undefined {
  if (value?.kind === 'hole') return value
  return value?.kind === 'text' ? value.parts.find((part) => typeof part !== 'string') : undefined
}

/** Where the bytes of a file stand, or its address: what is not known of it is told where the block is made. */
function isFilePlace(path: Path): boolean {
  const last = path.at(-1)
  return (path[0] === 'messages' || path[0] === 'input') && (last === 'data' || last === 'url' || last === 'image_url')
}

function isTextPlace(path: Path): boolean {
  const last = path.at(-1)
  if (typeof path[0] !== 'string' || !textRoots.has(path[0])) return false
  if (path.length === 1) return path[0] !== 'messages'
  return typeof last === 'string' && textFields.has(last)
}

/** A name that a variable may have. */
export function variableName(name: string): string {
  const plain = name
    .replaceAll(/[^\p{L}\p{N}_.-]+/gu, '_')
    .replace(/^[^\p{L}_]+/u, '')
    .slice(0, longestName)
  const [place] = variablePlaces(`{{${plain}}}`)
  return place?.name === plain ? plain : 'value'
}

const shown = (name: string) => (name.length > 60 ? `${name.slice(0, 60)}…` : name)

/** As it would be written in code: `messages[2].content`. */
function nameOf(path: Path): string {
  return path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`)).join('')
}
