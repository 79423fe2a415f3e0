import { fileStem } from '../files/file-stem.ts'
import type { NewPreset } from './preset.ts'

/** The format of preset files that this Antiphon writes, and the newest that it reads. */
export const presetFileFormat = 1

export const presetFileEnding = '.antiphon-preset.json'
export const presetFileKind = 'antiphon-presets'

/** Above this a file is refused before it is read: presets are text, and a few files at most. */
export const presetFileLimitBytes = 10_000_000

/** More than anybody exchanges: a file with more is refused. */
export const mostPresetsInFile = 500

/** Presets as the text of a file, which `resources/preset-file.schema.json` describes. */
export function presetFileText(presets: readonly NewPreset[]): string {
  const file = {
    kind: presetFileKind,
    format: presetFileFormat,
    presets: presets.map(({ name, parts }) => ({ name, parts })),
  }
  return `${JSON.stringify(file, null, 2)}\n`
}

/** A name for such a file, after the one preset in it. */
export function presetFileName(presets: readonly NewPreset[]): string {
  const [only] = presets.length === 1 ? presets : []
  return `${only ? fileStem(only.name, 'preset') : 'presets'}${presetFileEnding}`
}

/** Whether a text begins as preset files do, in whatever order their fields stand: one that is pasted has no name. */
export function isPresetFileText(text: string): boolean {
  return /^\s*\{(?:[^{}]*,)?\s*"kind"\s*:\s*"antiphon-presets"/.test(text.slice(0, 1_000))
}
