import { lstatSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CoreDeps, DamagedStore, SettingsStore } from './core-deps.ts'
import { setAside } from './files/set-aside.ts'

/**
 * The small JSON stores of the core. What is damaged is set aside before a store would fail on it.
 * @param open Opens `<name>.json` in the data folder.
 */
export function openStores(
  dataFolder: string,
  now: Date,
  open: (name: string) => SettingsStore,
): Pick<CoreDeps, 'settings' | 'presetStore' | 'damagedStores'> {
  const files = [
    { what: 'settings', name: 'config' },
    { what: 'presets', name: 'presets' },
  ] as const
  const damagedStores = files.flatMap(({ what, name }): DamagedStore[] => {
    const path = guardSettingsFile(join(dataFolder, `${name}.json`), now)
    return path === null ? [] : [{ what, path }]
  })
  return { settings: open('config'), presetStore: open('presets'), damagedStores }
}

/**
 * Makes sure that a settings store can open its file: what is there but is no JSON object is set aside, never overwritten.
 * Call it before the store opens the file.
 * @returns The path of what was set aside, or `null` where all is well.
 */
export function guardSettingsFile(path: string, now: Date): string | null {
  try {
    lstatSync(path)
  } catch {
    return null
  }
  return isJsonObjectFile(path) ? null : setAside(path, now)
}

function isJsonObjectFile(path: string): boolean {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}
