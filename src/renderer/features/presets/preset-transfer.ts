import { AppError } from '#shared/app-error'
import { findSecrets } from '#shared/library/secrets'
import type { NewPreset } from '#shared/presets/preset'
import { presetFileLimitBytes, presetFileName, presetFileText } from '#shared/presets/preset-file'
import type { JsonValue } from '#shared/text/json'
import { saveText } from '../../ui/save-text.ts'
import type { PresetsStore } from './presets-store.ts'

/** Hands presets over as a file, or shows first that one of them seems to hold a secret. */
export async function exportPresets(presets: PresetsStore, ids: readonly string[]): Promise<void> {
  const chosen = await Promise.all(ids.map((id) => presets.getState().get(id)))
  if (secretsIn(chosen).length > 0) presets.getState().showExport(chosen)
  else savePresets(chosen)
}

/** Hands presets over as a file, whatever is in them. */
export function savePresets(presets: readonly NewPreset[]): void {
  saveText(presetFileName(presets), presetFileText(presets))
}

/** What looks like a secret in presets, each with the name of the preset. */
export function secretsIn(presets: readonly NewPreset[]): string[] {
  return presets.flatMap(({ name, parts }) =>
    // Safe: a preset is JSON.
    findSecrets(parts as JsonValue).map(({ kind, excerpt }) => `${name}: ${kind}, ${excerpt}`),
  )
}

/**
 * Reads a file and shows what is in it; nothing is imported yet.
 * @throws AppError `invalid-input` where it is no preset file.
 */
export async function importPresets(presets: PresetsStore, file: File): Promise<void> {
  if (file.size > presetFileLimitBytes) {
    const limit = `${presetFileLimitBytes / 1e6} MB`
    throw new AppError('invalid-input', `The file was not imported: it is larger than ${limit}.`)
  }
  await presets.getState().showImport(await file.text())
}
