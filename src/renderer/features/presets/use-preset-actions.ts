import { useMemo } from 'react'
import { flushSync } from 'react-dom'
import { type PromptServices, usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { reportFailure } from '../../parts/report-failure.ts'
import type { PresetsStore } from './presets-store.ts'
import { showPreset } from './show-preset.ts'

export type PresetActions = {
  apply: (id: string) => void
  startUpdate: (id: string) => void
  rename: (id: string, name: string) => void
  duplicate: (id: string) => void
  /** Deletes at once, and offers Undo. */
  remove: (id: string) => void
  /** Moves a preset to the place `index`, counted once it was taken out; keeps the focus and says where it went. */
  moveTo: (id: string, index: number) => void
  moveBy: (id: string, steps: number) => void
  /** Hands the presets over as a file; asks first where one seems to hold a secret. */
  exportFile: (ids: string[]) => void
  importFile: (file: File | undefined) => void
}

/** What can be done with presets, with what is said about it. The same functions at every render. */
export function usePresetActions(presets: PresetsStore): PresetActions {
  const services = usePromptServices()
  return useMemo(() => makeActions(presets, services), [presets, services])
}

function makeActions(presets: PresetsStore, services: PromptServices): PresetActions {
  const { toaster, announce } = services
  const report = (work: Promise<unknown>) => reportFailure(toaster, work)
  const placeOf = (id: string) => presets.getState().entries.findIndex((entry) => entry.id === id)
  const nameOf = (id: string) => presets.getState().entries[placeOf(id)]?.name ?? ''
  const focus = (id: string | undefined) => {
    if (id !== undefined) document.querySelector<HTMLElement>(`[data-preset="${CSS.escape(id)}"] button`)?.focus()
  }

  async function remove(id: string) {
    const [name, place] = [nameOf(id), placeOf(id)]
    const restore = await presets.getState().remove(id)
    const { entries } = presets.getState()
    if (document.activeElement === document.body) focus(entries[Math.min(place, entries.length - 1)]?.id)
    toaster.show(`“${name}” is deleted.`, { label: 'Undo', onSelect: () => report(restore()) })
  }

  async function moveTo(id: string, index: number) {
    const [from, { activeElement }] = [placeOf(id), document]
    const to = Math.min(Math.max(index, 0), presets.getState().entries.length - 1)
    if (from === to) return
    await presets.getState().move(id, to)
    // The list is there before the focus goes back into it.
    flushSync(() => {})
    if (activeElement?.closest(`[data-preset="${CSS.escape(id)}"]`)) focus(id)
    announce(`“${nameOf(id)}” moved to place ${to + 1}.`)
  }

  return {
    apply: (id) => report(showPreset(presets, services, id)),
    startUpdate: (id) => report(presets.getState().get(id).then(presets.getState().startSaving)),
    rename: (id, name) => report(presets.getState().rename(id, name)),
    duplicate: (id) => report(presets.getState().duplicate(id)),
    remove: (id) => report(remove(id)),
    moveTo: (id, index) => report(moveTo(id, index)),
    moveBy: (id, steps) => report(moveTo(id, placeOf(id) + steps)),
    exportFile: (ids) =>
      report(import('./preset-transfer.ts').then(({ exportPresets }) => exportPresets(presets, ids))),
    importFile: (file) => {
      if (file) report(import('./preset-transfer.ts').then(({ importPresets }) => importPresets(presets, file)))
    },
  }
}
