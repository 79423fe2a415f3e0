// Preset files are exchanged between people: what is in them is hostile until it was checked. A file is taken whole or not
// at all, and nothing in it can lead requests elsewhere or bring a key along.
import { z } from 'zod'
import { AppError } from '#shared/app-error'
import type { PresetFile } from '#shared/contract/presets'
import { mostPresetsInFile, presetFileFormat, presetFileKind, presetFileLimitBytes } from '#shared/presets/preset-file'
import { newPresetSchema } from '#shared/presets/preset-schema'
import { isObject, type JsonObject, type JsonValue } from '#shared/text/json'
import { readHostileJson } from './hostile-json.ts'
import { droppedNote, withoutStrangers } from './strangers.ts'

const fileShape = z.object({
  kind: z.literal(presetFileKind),
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
  if (!isObject(file) || file.kind !== presetFileKind) throw refused('it is no preset file of Antiphon')
  if (typeof file.format === 'number' && file.format > presetFileFormat) {
    throw refused('a newer Antiphon wrote it. Update this one')
  }
  const notes: string[] = []
  const checked = fileShape.safeParse(onlyPresets(file, notes))
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
function onlyPresets(file: JsonObject, notes: string[]): JsonObject {
  const { kind, format, presets, ...around } = file
  for (const name of Object.keys(around)) notes.push(droppedNote('the file', name))
  if (!Array.isArray(presets)) return { kind, format, presets }
  return { kind, format, presets: presets.map((preset) => cleanPreset(preset, notes)) }
}

/** A preset of such a file without keys, addresses and unknown fields; what is none comes back as it is. */
export function cleanPreset(preset: JsonValue, notes: string[]): JsonValue {
  if (!isObject(preset)) return preset
  const { name, parts, ...around } = preset
  const where = `“${typeof name === 'string' ? name.slice(0, 60) : 'Unnamed'}”`
  for (const stranger of Object.keys(around)) notes.push(droppedNote(where, stranger))
  if (!isObject(parts)) return { name, parts }
  return { name, parts: withoutStrangers(parts, where, (place, field) => notes.push(droppedNote(place, field))) }
}
