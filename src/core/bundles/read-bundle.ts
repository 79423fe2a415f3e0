// Runs on a thread of its own (bundle-worker.ts): a bundle may have been made to break its reader. It is taken whole or not at all.
import { createHash } from 'node:crypto'
import { z } from 'zod'
import {
  type AttachmentSource,
  attachmentsOf,
  attachmentTypes,
  isImageType,
  type WithMessages,
} from '#shared/files/attachment'
import { plainFileName } from '#shared/files/attachment-name'
import { bundleFormat, bundleKind, bundleLimitBytes, mostRunsInBundle } from '#shared/library/bundle'
import type { NewPreset } from '#shared/presets/preset'
import { mostPresetsInFile } from '#shared/presets/preset-file'
import { newPresetSchema } from '#shared/presets/preset-schema'
import type { Prompt } from '#shared/prompt/prompt'
import { promptSchema } from '#shared/prompt/prompt-schema'
import { type KeptRun, keptRunSchema } from '#shared/runs/run-schema'
import { isObject, type JsonObject, type JsonValue } from '#shared/text/json'
import { inspectFile } from '../files/inspect-file.ts'
import { readHostileJson } from '../hostile-json.ts'
import { cleanPreset } from '../preset-file.ts'
import { cleanSettings, droppedNote, withoutStrangers } from '../strangers.ts'

export type BundleFile = Pick<AttachmentSource, 'hash' | 'media_type' | 'name'> & { bytes: Uint8Array }

/** A bundle that was checked. `missing`: files that it names and does not hold; `notes`: what was left out, in words. */
export type Bundle = {
  prompt: Prompt
  presets: NewPreset[]
  runs: KeptRun[]
  files: BundleFile[]
  missing: AttachmentSource[]
  notes: string[]
}

export type BundleReading = { bundle: Bundle } | { refusal: string }

const mostFiles = 1_000
const mostNotes = 200

const bundleShape = z.object({
  kind: z.literal(bundleKind),
  format: z.literal(bundleFormat),
  prompt: promptSchema,
  presets: z.array(newPresetSchema).max(mostPresetsInFile),
  runs: z.array(keptRunSchema).max(mostRunsInBundle),
  files: z
    .array(
      z.object({
        hash: z.string().regex(/^[0-9a-f]{64}$/),
        media_type: z.enum(attachmentTypes),
        data: z.string(),
      }),
    )
    .max(mostFiles),
})

type Shape = z.infer<typeof bundleShape>

class Refusal extends Error {}

/** Reads the bytes of a bundle. Never throws: `refusal` is a sentence about what is wrong with the file. */
export async function readBundle(bytes: Uint8Array): Promise<BundleReading> {
  try {
    const notes: string[] = []
    const shape = readShape(bytes, notes)
    refuseTwice(
      shape.runs.map(({ run }) => run.id),
      'a run',
    )
    refuseTwice(
      shape.files.map(({ hash }) => hash),
      'a file',
    )
    const { files, missing } = await checkFiles(shape, notes)
    const { prompt, presets, runs } = shape
    return { bundle: { prompt, presets, runs, files, missing, notes: firstOf(notes) } }
  } catch (error) {
    if (error instanceof Refusal) return { refusal: `The bundle was not imported: ${error.message}.` }
    throw error
  }
}

function readShape(bytes: Uint8Array, notes: string[]): Shape {
  if (bytes.byteLength > bundleLimitBytes) throw new Refusal(`it is larger than ${bundleLimitBytes / 1e6} MB`)
  const json = readHostileJson(textOf(bytes))
  if (!json.ok) throw new Refusal(json.reason)
  const file = json.value
  if (!isObject(file) || file.kind !== bundleKind) throw new Refusal('it is no bundle of Antiphon')
  if (typeof file.format === 'number' && file.format > bundleFormat) {
    throw new Refusal('a newer Antiphon wrote it. Update this one')
  }
  const checked = bundleShape.safeParse(withoutForeign(file, notes))
  if (!checked.success) throw new Refusal(faultOf(checked.error))
  return checked.data
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Refusal('it is no text')
  }
}

function faultOf({ issues: [issue] }: z.ZodError): string {
  const where = issue?.path.map((step) => (typeof step === 'number' ? step + 1 : String(step))).join(' › ')
  return `${where ? `“${where.slice(0, 200)}”` : 'the file'} does not fit (${issue?.message.slice(0, 200) ?? 'wrong shape'})`
}

function refuseTwice(names: string[], what: string): void {
  if (new Set(names).size < names.length) throw new Refusal(`it holds ${what} twice`)
}

const promptFields = new Set(Object.keys((promptSchema as unknown as z.ZodObject).shape))

/** The file without credentials and addresses wherever they would count, and without fields that no bundle has. */
function withoutForeign(file: JsonObject, notes: string[]): JsonObject {
  const { kind, format, prompt, presets, runs, files, ...around } = file
  const drop = (where: string, name: string) => notes.push(droppedNote(where, name))
  for (const name of Object.keys(around)) drop('The file', name)
  return {
    kind,
    format,
    prompt: cleanPrompt(prompt, 'The prompt', drop),
    presets: Array.isArray(presets) ? presets.map((preset) => cleanPreset(preset, notes)) : presets,
    runs: Array.isArray(runs) ? runs.map((run, index) => cleanRun(run, `Run ${index + 1}`, drop)) : runs,
    files,
  }
}

type Drop = (where: string, name: string) => void

function cleanPrompt(prompt: JsonValue | undefined, where: string, drop: Drop): JsonValue | undefined {
  if (!isObject(prompt)) return prompt
  const known = Object.entries(prompt).filter(([name]) => promptFields.has(name))
  for (const name of Object.keys(prompt)) if (!promptFields.has(name)) drop(where, name)
  return withoutStrangers(Object.fromEntries(known), where, drop)
}

/** A run keeps the headers that the API needs, and none of another server. */
function cleanRun(kept: JsonValue, where: string, drop: Drop): JsonValue {
  if (!isObject(kept) || !isObject(kept.run)) return kept
  const { run, prompt, ...around } = kept
  for (const name of Object.keys(around)) if (name !== 'isStarred' && name !== 'note') drop(where, name)
  const clean = { run: { ...run, request: cleanRequest(run.request, where, drop) } }
  return prompt === undefined ? clean : { ...clean, prompt: cleanPrompt(prompt, `${where}, its prompt`, drop) ?? null }
}

/** A request with the headers that the API itself needs, and without credentials in its body. */
export function cleanRequest(request: JsonValue | undefined, where: string, drop: Drop): JsonValue | undefined {
  if (!isObject(request)) return request
  const { headers, body, ...others } = request
  const entries = isObject(headers) ? Object.entries(headers) : []
  const needed = entries.filter(([name]) => /^anthropic-(beta|version)$/i.test(name))
  for (const [name] of entries) if (!needed.some(([kept]) => kept === name)) drop(`${where}, headers`, name)
  return {
    ...others,
    ...(needed.length > 0 ? { headers: Object.fromEntries(needed) } : {}),
    body: isObject(body) ? cleanSettings(body, where, drop) : body,
  }
}

/** Everything in a bundle whose messages may name files. */
export function holdersOf({ prompt, presets, runs }: Pick<Bundle, 'prompt' | 'presets' | 'runs'>): WithMessages[] {
  return [
    prompt,
    ...presets.map(({ parts }) => ({ messages: parts.messages ?? [] })),
    ...runs.flatMap((kept) => [kept.run.request.body, ...(kept.prompt ? [kept.prompt] : [])]),
  ]
}

/** Each file is what its hash says and what is said of it wherever it is named; what nothing names is left out. */
async function checkFiles(shape: Shape, notes: string[]): Promise<Pick<Bundle, 'files' | 'missing'>> {
  const named = new Map<string, AttachmentSource>()
  for (const source of holdersOf(shape).flatMap(attachmentsOf)) {
    const before = named.get(source.hash)
    if (before && (before.media_type !== source.media_type || before.bytes !== source.bytes)) {
      throw new Refusal(`it says two things of the file ${source.hash.slice(0, 12)}`)
    }
    // A name may lead nowhere and hide nothing.
    source.name = plainFileName(source.name, isImageType(source.media_type) ? 'image' : 'document')
    named.set(source.hash, before ?? source)
  }
  const files: BundleFile[] = []
  for (const { hash, media_type, data } of shape.files) {
    const bytes = bytesOf(data, hash)
    const source = named.get(hash)
    if (!source) {
      notes.push(`The file ${hash.slice(0, 12)} was left out: nothing refers to it.`)
      continue
    }
    if (source.media_type !== media_type || source.bytes !== bytes.byteLength) {
      throw new Refusal(`“${source.name}” is not the file that is referred to`)
    }
    const inspection = await inspectFile(bytes)
    if ('refusal' in inspection || inspection.facts.type !== media_type) {
      throw new Refusal(`“${source.name}” is no file that can be sent`)
    }
    files.push({ hash, media_type, name: source.name, bytes })
  }
  const held = new Set(files.map(({ hash }) => hash))
  return { files, missing: [...named.values()].filter(({ hash }) => !held.has(hash)) }
}

function bytesOf(data: string, hash: string): Uint8Array {
  const buffer = Buffer.from(data, 'base64')
  const isWhole = buffer.toString('base64') === data
  if (!isWhole || createHash('sha256').update(buffer).digest('hex') !== hash) {
    throw new Refusal(`the file ${hash.slice(0, 12)} was changed or is damaged`)
  }
  // Memory of its own: what leaves the thread is handed over.
  return new Uint8Array(buffer)
}

function firstOf(notes: string[]): string[] {
  const more = notes.length - mostNotes
  return more > 0 ? [...notes.slice(0, mostNotes), `And ${more} more.`] : notes
}
