import { useOffers } from '../../parts/keymap/use-keymap.tsx'
import { usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { reportFailure } from '../../parts/report-failure.ts'
import { chooseFile } from '../../ui/choose-file.ts'
import type { PresetsStore } from './presets-store.ts'
import { type PresetActions, usePresetActions } from './use-preset-actions.ts'

/** Offers the presets in the command palette. */
export function PresetOffers({ presets }: { presets: PresetsStore }) {
  const actions = usePresetActions(presets)
  const { toaster } = usePromptServices()
  useOffers(() => {
    const { entries } = presets.getState()
    // What is done to presets most often comes first, for all of them.
    const ofEach = verbs.flatMap(([verb, action, perform]) =>
      entries.map(({ id, name }) => ({
        id: action === 'apply' ? `preset:${id}` : `preset:${action}:${id}`,
        label: `${verb}: ${name}`,
        group: 'Presets' as const,
        perform: () => perform(actions, id),
      })),
    )
    const all = [
      ['import', 'Import presets…', () => chooseFile('.json,application/json', actions.importFile)],
      ['exportAll', 'Export all presets', () => actions.exportFile(entries.map(({ id }) => id))],
      ['addBuiltIn', 'Add the built-in presets', () => reportFailure(toaster, presets.getState().addBuiltIn())],
    ] as const
    const ofAll = all
      .filter(([id]) => id !== 'exportAll' || entries.length > 0)
      .map(([id, label, perform]) => ({ id: `presets.${id}`, label, group: 'Presets' as const, perform }))
    return [...ofEach, ...ofAll]
  })
  return null
}

type Verb = readonly [label: string, action: string, perform: (actions: PresetActions, id: string) => void]

const verbs: readonly Verb[] = [
  ['Apply preset', 'apply', ({ apply }, id) => apply(id)],
  ['Update preset from the prompt', 'update', ({ startUpdate }, id) => startUpdate(id)],
  ['Duplicate preset', 'duplicate', ({ duplicate }, id) => duplicate(id)],
  ['Export preset', 'export', ({ exportFile }, id) => exportFile([id])],
  ['Delete preset', 'delete', ({ remove }, id) => remove(id)],
]
