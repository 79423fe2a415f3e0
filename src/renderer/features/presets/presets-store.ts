import { createStore, type StoreApi } from 'zustand/vanilla'
import type { PresetEntry, PresetFile } from '#shared/contract/presets'
import type { NewPreset, Preset } from '#shared/presets/preset'
import type { Host } from '../../host/host.ts'

/** What a dialog is open for. */
export type PresetDialog = { kind: 'import'; file: PresetFile } | { kind: 'export'; presets: Preset[] }

/** The presets and what is being done with one. Calls on the core reject with an AppError and then change nothing here. */
export type PresetsState = {
  entries: readonly PresetEntry[]
  dialog: PresetDialog | null
  /** What the form saves: a new preset, or the one that it updates; `null` while it is closed. */
  saving: 'new' | Preset | null

  load: () => Promise<void>
  get: (id: string) => Promise<Preset>
  /** Puts presets in from `index` on; on top without one. */
  add: (presets: NewPreset[], index?: number) => Promise<void>
  addBuiltIn: () => Promise<void>
  update: (preset: Preset) => Promise<void>
  rename: (id: string, name: string) => Promise<void>
  /** Puts a copy right behind it. */
  duplicate: (id: string) => Promise<void>
  /** Resolves with what brings it back to its place. */
  remove: (id: string) => Promise<() => Promise<void>>
  /** Moves it to the place `index`, counted once it was taken out. */
  move: (id: string, index: number) => Promise<void>

  /** Reads a file that somebody made and shows what is in it. */
  showImport: (text: string) => Promise<void>
  /** Shows that presets seem to hold secrets, before they become a file. */
  showExport: (presets: Preset[]) => void
  closeDialog: () => void
  startSaving: (target: 'new' | Preset) => void
  stopSaving: () => void
}

export type PresetsStore = StoreApi<PresetsState>

export function createPresetsStore(host: Host): PresetsStore {
  return createStore<PresetsState>()((set, get) => {
    const take = async (entries: Promise<PresetEntry[]>) => set({ entries: await entries })
    const read = (id: string) => host.call('presets.get', { id })
    return {
      entries: [],
      dialog: null,
      saving: null,

      load: () => take(host.call('presets.list', {})),
      get: read,
      add: (presets, index = 0) => take(host.call('presets.add', { presets, index })),
      addBuiltIn: () => take(host.call('presets.addBuiltIn', {})),
      update: (preset) => take(host.call('presets.update', { preset })),
      rename: async (id, name) => get().update({ ...(await read(id)), name }),
      duplicate: async (id) => {
        const { name, parts } = await read(id)
        const index = get().entries.findIndex((entry) => entry.id === id) + 1
        await get().add([{ name: `${name} copy`, parts }], index)
      },
      remove: async (id) => {
        const { preset, index, entries } = await host.call('presets.remove', { id })
        set({ entries })
        return () => take(host.call('presets.restore', { preset, index }))
      },
      move: (id, index) => take(host.call('presets.move', { id, index })),

      showImport: async (text) =>
        set({ dialog: { kind: 'import', file: await host.call('presets.readFile', { text }) } }),
      showExport: (presets) => set({ dialog: { kind: 'export', presets } }),
      closeDialog: () => set({ dialog: null }),
      startSaving: (saving) => set({ saving }),
      stopSaving: () => set({ saving: null }),
    }
  })
}
