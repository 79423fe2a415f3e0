import { copyFileSync, lstatSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { CoreDeps, DamagedStore, SettingsStore } from './core-deps.ts'
import { setAside } from './files/set-aside.ts'

/** So long after the last write its copy is made: to drag a divider writes many times. */
const copyAfterMs = 2_000

/**
 * The small JSON stores of the core. What is damaged is set aside before a store would fail on it, and the copy that was made when
 * the file was last good takes its place.
 * @param open Opens `<name>.json` in the data folder.
 */
export function openStores(
  dataFolder: string,
  now: Date,
  open: (name: string) => SettingsStore,
): Pick<CoreDeps, 'settings' | 'presetStore' | 'damagedStores'> {
  const damagedStores: DamagedStore[] = []
  const openGuarded = (what: DamagedStore['what'], name: string) => {
    const path = join(dataFolder, `${name}.json`)
    const aside = guardSettingsFile(path, now)
    if (aside === null) keepLastGood(path)
    else damagedStores.push({ what, path: aside, isRestored: restoreLastGood(path) })
    return withLastGood(open(name), path)
  }
  return { settings: openGuarded('settings', 'config'), presetStore: openGuarded('presets', 'presets'), damagedStores }
}

const lastGoodOf = (path: string) => path.replace(/\.json$/, '.last-good.json')

/** Copies a file that is good. A copy that cannot be made is no reason to stop: it is for worse days. */
function keepLastGood(path: string): void {
  if (!isJsonObjectFile(path)) return
  const next = `${lastGoodOf(path)}.tmp`
  try {
    copyFileSync(path, next)
    renameSync(next, lastGoodOf(path))
  } catch {
    rmSync(next, { force: true })
  }
}

/** Puts the copy in the place of the file. Answers whether there was a good one. */
function restoreLastGood(path: string): boolean {
  if (!isJsonObjectFile(lastGoodOf(path))) return false
  try {
    copyFileSync(lastGoodOf(path), path)
    return true
  } catch {
    return false
  }
}

/** The same store, of which a copy is kept some moments after it was written. */
function withLastGood(store: SettingsStore, path: string): SettingsStore {
  let timer: ReturnType<typeof setTimeout> | null = null
  const written = () => {
    if (timer) clearTimeout(timer)
    timer = setTimeout(() => keepLastGood(path), copyAfterMs)
    timer.unref()
  }
  return {
    get: (key) => store.get(key),
    set(key, value) {
      store.set(key, value)
      written()
    },
    delete(key) {
      store.delete(key)
      written()
    },
  }
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
