// Calls on presets and the files that they are exchanged in.
import { z } from 'zod'
import type { NewPreset, Preset } from '../presets/preset.ts'
import { mostPresetsInFile } from '../presets/preset-file.ts'
import { newPresetSchema, presetSchema } from '../presets/preset-schema.ts'
import { id, nothing, place } from './fields.ts'

export const presetInputs = {
  'presets.list': nothing,
  'presets.get': z.object({ id }),
  /** `index`: the place in the list where the first one goes. */
  'presets.add': z.object({ presets: z.array(newPresetSchema).min(1).max(mostPresetsInFile), index: place }),
  'presets.update': z.object({ preset: presetSchema }),
  'presets.remove': z.object({ id }),
  'presets.restore': z.object({ preset: presetSchema, index: place }),
  /** `index`: the new place, counted once it was taken out. */
  'presets.move': z.object({ id, index: place }),
  'presets.addBuiltIn': nothing,
  'presets.readFile': z.object({ text: z.string() }),
}

export type PresetAnswers = {
  'presets.list': Promise<PresetEntry[]>
  'presets.get': Promise<Preset>
  /** Those that change the list answer the new one. */
  'presets.add': Promise<PresetEntry[]>
  'presets.update': Promise<PresetEntry[]>
  /** What was removed, and from which place: what `presets.restore` takes. */
  'presets.remove': Promise<{ preset: Preset; index: number; entries: PresetEntry[] }>
  'presets.restore': Promise<PresetEntry[]>
  'presets.move': Promise<PresetEntry[]>
  /** Adds those of the built-in ones that are not there any more. */
  'presets.addBuiltIn': Promise<PresetEntry[]>
  /** Reads a file that somebody made, and changes nothing. Rejects with a sentence where it is no good. */
  'presets.readFile': Promise<PresetFile>
}

/** A preset as the navigator lists it; `holds` names its parts, such as `Model`. */
export type PresetEntry = { id: string; name: string; holds: string[] }

/** What a preset file holds; `notes` says, in words, what of it was left out. */
export type PresetFile = { presets: NewPreset[]; notes: string[] }
