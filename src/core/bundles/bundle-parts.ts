// What of a prompt can be shared, piece by piece, as it will stand in the bundle.
import { type AttachmentSource, attachmentsOf, type WithMessages } from '#shared/files/attachment'
import type { BundlePart } from '#shared/library/bundle'
import type { NewPreset, Preset } from '#shared/presets/preset'
import type { Prompt } from '#shared/prompt/prompt'
import type { Run } from '#shared/runs/run'
import type { KeptRun } from '#shared/runs/run-schema'
import type { JsonObject, JsonValue } from '#shared/text/json'
import { droppedNote, withoutStrangers } from '../strangers.ts'
import { type Place, placesInPreset, placesInPrompt, placesInRun, secretsAt } from './bundle-secrets.ts'
import { cleanRequest } from './read-bundle.ts'

/** A part with what of it goes into the bundle. */
export type Piece = { part: BundlePart; value: JsonValue; sources: AttachmentSource[] }

export type PieceOptions = {
  /** Whether bytes hold a key of a connection: those are never shared. */
  holdsKey: (bytes: Buffer) => boolean
}

export function promptPiece(prompt: Prompt, options: PieceOptions): Piece {
  const leftOut: string[] = []
  const value = cleanPrompt(prompt, leftOut)
  const about = { key: 'prompt', kind: 'prompt' as const, name: prompt.name || 'Untitled', detail: prompt.model }
  return piece(about, { value, leftOut, places: placesInPrompt(value), holders: [value] }, options)
}

export function presetPiece({ id, name, parts }: Preset, options: PieceOptions): Piece {
  const leftOut: string[] = []
  // Safe: a preset is JSON, and parts only lose fields.
  const clean = withoutStrangers(parts as JsonObject, name, (where, field) => leftOut.push(droppedNote(where, field)))
  const value: NewPreset = { name, parts: clean as NewPreset['parts'] }
  const holders = [{ messages: value.parts.messages ?? [] }]
  const about = { key: `preset:${id}`, kind: 'preset' as const, name, detail: '' }
  return piece(about, { value, leftOut, places: [['Name', name], ...placesInPreset(value.parts)], holders }, options)
}

/** @param withAddress Whether it is shared where the run went, for servers that are not the API's own. */
export function runPiece(run: Run, prompt: Prompt | null, withAddress: boolean, options: PieceOptions): Piece {
  const leftOut: string[] = []
  const address = ownAddressOf(run)
  const shared = withAddress || address === null ? run : withoutAddress(run)
  const request = cleanRequest(shared.request as unknown as JsonObject, 'The run', (where, field) =>
    leftOut.push(droppedNote(where, field)),
  )
  const value: KeptRun = {
    // Safe: the request only loses headers and fields.
    run: { ...shared, connectionId: 'shared', request: request as unknown as Run['request'] },
    prompt: prompt && cleanPrompt(prompt, leftOut),
    isStarred: false,
    note: '',
  }
  const holders = [value.run.request.body, ...(value.prompt ? [value.prompt] : [])]
  const name = run.excerpt.trim() || run.error?.title || 'No answer'
  const about = { key: `run:${run.id}`, kind: 'run' as const, name, detail: run.model, at: run.startedAt, address }
  return piece(about, { value, leftOut, places: placesInRun(value), holders }, options)
}

type About = Pick<BundlePart, 'key' | 'kind' | 'name' | 'detail'> & Partial<Pick<BundlePart, 'at' | 'address'>>
type Content = { value: object; leftOut: string[]; places: Place[]; holders: WithMessages[] }

function piece(about: About, { value, leftOut, places, holders }: Content, { holdsKey }: PieceOptions): Piece {
  const bytes = Buffer.from(JSON.stringify(value))
  const sources = holders.flatMap(attachmentsOf)
  const part: BundlePart = {
    at: null,
    address: null,
    ...about,
    bytes: bytes.byteLength,
    files: [...new Set(sources.map(({ hash }) => `file:${hash}`))],
    secrets: secretsAt(places),
    leftOut: [...new Set(leftOut)],
    fault: holdsKey(bytes) ? 'It holds a key of one of your connections. Take the key out first.' : null,
  }
  // Safe: prompts, presets and runs are JSON.
  return { part, value: value as JsonValue, sources }
}

function cleanPrompt(prompt: Prompt, leftOut: string[]): Prompt {
  const drop = (where: string, field: string) => leftOut.push(droppedNote(where, field))
  // Safe: a prompt is JSON, and only loses headers and fields of its settings.
  return withoutStrangers(prompt as unknown as JsonObject, 'The prompt', drop) as unknown as Prompt
}

const publicHosts = new Set(['api.anthropic.com'])

/** Where a run went, where that is not known to all. */
function ownAddressOf({ url }: Run): string | null {
  return url === '' || publicHosts.has(URL.parse(url)?.host ?? '') ? null : url
}

/** The run without where it went: what it is called, its address, and where the network or the server named it. */
function withoutAddress(run: Run): Run {
  const { host = '', hostname = '' } = URL.parse(run.url) ?? {}
  const names = [run.url, host, hostname].filter((name) => name !== '')
  const hide = <Value>(value: Value): Value => {
    const text = names.reduce(
      (left, name) => left.replaceAll(JSON.stringify(name).slice(1, -1), '[address]'),
      JSON.stringify(value),
    )
    // Safe: the same value with other words in its strings.
    return JSON.parse(text) as Value
  }
  const { error, attempts } = run
  // Of a run that failed the first words are the error's.
  const excerpt = error === null ? run.excerpt : hide(run.excerpt)
  return { ...run, url: '', connectionName: 'Shared', excerpt, error: hide(error), attempts: hide(attempts) }
}
