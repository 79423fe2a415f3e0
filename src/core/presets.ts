import builtIn from '#resources/presets.json' with { type: 'json' }
import { AppError } from '#shared/app-error'
import type { PresetEntry } from '#shared/contract/presets'
import { fileStem } from '#shared/files/file-stem'
import { type NewPreset, type Preset, partsIn } from '#shared/presets/preset'
import { presetSchema } from '#shared/presets/preset-schema'
import type { SettingsStore } from './core-deps.ts'
import { toStorageError } from './files/storage-error.ts'
import type { HandlersOf } from './handlers.ts'

const field = 'presets'
const most = 1_000

/** The presets that come with Antiphon: there at a first start, and from then on as much the person's as all others. */
// Safe: a test reads the file as any preset file is read.
export const builtInPresets = builtIn.presets.map((preset) => ({
  id: `built-in-${fileStem(preset.name, 'preset')}`,
  ...preset,
})) as unknown as readonly Preset[]

/** What is stored, one by one and in order: `preset` is `null` where it is none that this Antiphon can read. */
type Stored = { raw: unknown; preset: Preset | null }

export type PresetHandlerOptions = { store: SettingsStore; newId: () => string }

/** The calls on presets. What cannot be read is not listed, and is written back as it is. */
export function presetHandlers({ store, newId }: PresetHandlerOptions): HandlersOf<'presets'> {
  const read = (): Stored[] => {
    const stored = store.get(field)
    if (stored === undefined) return builtInPresets.map((preset) => ({ raw: preset, preset }))
    return (Array.isArray(stored) ? stored : [stored]).map((raw: unknown) => ({ raw, preset: toPreset(raw) }))
  }
  const write = (items: readonly Stored[]): PresetEntry[] => {
    try {
      store.set(
        field,
        items.map(({ raw }) => raw),
      )
    } catch (error) {
      throw toStorageError(error, 'The presets')
    }
    return entriesOf(items)
  }
  const find = (items: readonly Stored[], id: string): { index: number; preset: Preset } => {
    const index = items.findIndex(({ preset }) => preset?.id === id)
    const preset = items[index]?.preset
    if (!preset) throw new AppError('not-found', 'This preset is gone.', { id })
    return { index, preset }
  }
  /** Puts presets in before the one that is now at `place` in the list that the person sees. */
  const insert = (items: readonly Stored[], presets: readonly Preset[], place: number): PresetEntry[] => {
    if (items.length + presets.length > most) {
      throw new AppError('invalid-input', `There is room for ${most} presets. Delete some, or export them first.`)
    }
    const listed = items.flatMap(({ preset }, index) => (preset ? [index] : []))
    return write(items.toSpliced(listed[place] ?? items.length, 0, ...presets.map(stored)))
  }
  const fresh = ({ name, parts }: NewPreset): Preset => ({ id: newId(), name, parts })

  return {
    'presets.list': async () => entriesOf(read()),
    'presets.get': async ({ id }) => find(read(), id).preset,
    'presets.add': async ({ presets, index }) => insert(read(), presets.map(fresh), index),
    'presets.update': async ({ preset }) => {
      const items = read()
      return write(items.with(find(items, preset.id).index, stored(preset)))
    },
    'presets.remove': async ({ id }) => {
      const items = read()
      const { index, preset } = find(items, id)
      const place = entriesOf(items).findIndex((entry) => entry.id === id)
      return { preset, index: place, entries: write(items.toSpliced(index, 1)) }
    },
    'presets.restore': async ({ preset, index }) => {
      const items = read()
      const isThere = items.some((item) => item.preset?.id === preset.id)
      return isThere ? entriesOf(items) : insert(items, [preset], index)
    },
    'presets.move': async ({ id, index }) => {
      const items = read()
      const { index: from, preset } = find(items, id)
      return insert(items.toSpliced(from, 1), [preset], index)
    },
    'presets.addBuiltIn': async () => {
      const items = read()
      const known = new Set(items.map(({ preset }) => preset?.id))
      const missing = builtInPresets.filter(({ id }) => !known.has(id))
      return missing.length === 0 ? entriesOf(items) : insert(items, missing, items.length)
    },
    'presets.readFile': async ({ text }) => {
      // The reader of hostile files is needed by few and at no start.
      const { readPresetFile } = await import('./preset-file.ts')
      return readPresetFile(text)
    },
  }
}

const stored = (preset: Preset): Stored => ({ raw: preset, preset })

function entriesOf(items: readonly Stored[]): PresetEntry[] {
  return items.flatMap(({ preset }) =>
    preset ? [{ id: preset.id, name: preset.name, holds: partsIn(preset.parts).map(({ label }) => label) }] : [],
  )
}

function toPreset(raw: unknown): Preset | null {
  return presetSchema.safeParse(raw).data ?? null
}
