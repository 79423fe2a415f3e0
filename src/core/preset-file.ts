// Preset files are exchanged between people: what is in them is hostile until it was checked. A file is taken whole or not
// at all, and nothing in it can lead requests elsewhere or bring a key along.
import { z } from 'zod'
import { AppError } from '#shared/app-error'
import type { PresetFile } from '#shared/contract'
import type { JsonObject, JsonValue } from '#shared/json'
import { mostPresetsInFile, presetFileFormat, presetFileLimitBytes } from '#shared/preset-file'
import { newPresetSchema } from '#shared/preset-schema'
import { headerProblem } from '#shared/request-headers'
import { readHostileJson } from './hostile-json.ts'

/**
 * Field names, without case and punctuation, that carry a key, or say where requests go and with which headers. A preset's own
 * `headers` are judged one by one.
 */
const credentialFields = new Set([
  'apikey',
  'xapikey',
  'anthropicapikey',
  'anthropicauthtoken',
  'authtoken',
  'authorizationtoken',
  'accesstoken',
  'bearertoken',
  'authorization',
  'password',
  'secret',
  'baseurl',
  'apibase',
  'apiurl',
  'endpoint',
  'host',
  'proxy',
  'headers',
  'defaultheaders',
  'extraheaders',
  'customheaders',
])

const fileShape = z.object({
  kind: z.literal('antiphon-presets'),
  format: z.literal(presetFileFormat),
  presets: z.array(newPresetSchema).min(1).max(mostPresetsInFile),
})

/**
 * Reads a preset file. `notes` lists, in words, what of it was left out.
 * @throws AppError `invalid-input` with a sentence where the file is none, or anything in it has not the right shape.
 */
export function readPresetFile(text: string): PresetFile {
  if (text.length > presetFileLimitBytes) throw refused(`it is larger than ${presetFileLimitBytes / 1e6} MB`)
  const json = readHostileJson(text)
  if (!json.ok) throw refused(json.reason)
  const file = json.value
  if (!isObject(file) || file.kind !== 'antiphon-presets') throw refused('it is no preset file of Antiphon')
  if (typeof file.format === 'number' && file.format > presetFileFormat) {
    throw refused('a newer Antiphon wrote it. Update this one')
  }
  const notes: string[] = []
  const checked = fileShape.safeParse(withoutStrangers(file, notes))
  if (!checked.success) throw refused(faultOf(checked.error))
  return { presets: checked.data.presets, notes }
}

function refused(reason: string): AppError {
  return new AppError('invalid-input', `The file was not imported: ${reason}.`)
}

function faultOf({ issues: [issue] }: z.ZodError): string {
  const where = issue?.path.map((step) => (typeof step === 'number' ? step + 1 : String(step))).join(' › ')
  return `${where ? `“${where.slice(0, 200)}”` : 'the file'} does not fit (${issue?.message ?? 'wrong shape'})`
}

/** The file without what no preset holds: keys, addresses and credentials wherever they would count, and unknown fields around presets. */
function withoutStrangers(file: JsonObject, notes: string[]): JsonObject {
  const { kind, format, presets, ...around } = file
  noteDropped('the file', Object.keys(around), notes)
  if (!Array.isArray(presets)) return { kind, format, presets }
  return { kind, format, presets: presets.map((preset) => cleanPreset(preset, notes)) }
}

function cleanPreset(preset: JsonValue, notes: string[]): JsonValue {
  if (!isObject(preset)) return preset
  const { name, parts, ...around } = preset
  const where = `“${typeof name === 'string' ? name.slice(0, 60) : 'Unnamed'}”`
  noteDropped(where, Object.keys(around), notes)
  if (!isObject(parts)) return { name, parts }
  const { headers, ...others } = parts
  const clean: JsonObject = {
    ...withoutCredentials(others, where, notes),
    ...(headers === undefined ? {} : { headers: isObject(headers) ? sendableHeaders(headers, where, notes) : headers }),
  }
  if (!isObject(clean.settings)) return { name, parts: clean }
  const settings = withoutCredentials(clean.settings, where, notes)
  for (const field of ['metadata', 'mcp_servers']) {
    const value = settings[field]
    if (Array.isArray(value)) {
      settings[field] = value.map((item) =>
        isObject(item) ? withoutCredentials(item, `${where}, ${field}`, notes) : item,
      )
    } else if (value !== undefined && isObject(value)) {
      settings[field] = withoutCredentials(value, `${where}, ${field}`, notes)
    }
  }
  return { name, parts: { ...clean, settings } }
}

/** The prompt's own headers without those that are never sent: credentials, and what leads a request elsewhere. */
function sendableHeaders(headers: JsonObject, where: string, notes: string[]): JsonObject {
  const isBad = ([name, value]: [string, JsonValue | undefined]) =>
    typeof value === 'string' && headerProblem(name, value) !== null
  const entries = Object.entries(headers)
  noteDropped(
    `${where}, headers`,
    entries.filter(isBad).map(([name]) => name),
    notes,
  )
  return Object.fromEntries(entries.filter((entry) => !isBad(entry)))
}

function withoutCredentials(object: JsonObject, where: string, notes: string[]): JsonObject {
  const isCredential = (name: string) => credentialFields.has(name.toLowerCase().replaceAll(/[^a-z]/g, ''))
  const names = Object.keys(object)
  noteDropped(where, names.filter(isCredential), notes)
  return Object.fromEntries(Object.entries(object).filter(([name]) => !isCredential(name)))
}

function noteDropped(where: string, names: readonly string[], notes: string[]): void {
  for (const name of names) notes.push(`${where}: “${name.slice(0, 60)}” was left out.`)
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
