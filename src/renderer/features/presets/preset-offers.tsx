import { useOffers } from '../../parts/keymap/use-keymap.tsx'
import type { PresetsStore } from './presets-store.ts'
import { type PresetActions, usePresetActions } from './use-preset-actions.ts'

/** Offers the presets in the command palette. */
export function PresetOffers({ presets }: { presets: PresetsStore }) {
  const actions = usePresetActions(presets)
  useOffers(() => {
    const { entries } = presets.getState()
    // What is done to presets most often comes first, for all of them.
    return verbs.flatMap(([verb, action, perform]) =>
      entries.map(({ id, name }) => ({
        id: action === 'apply' ? `preset:${id}` : `preset:${action}:${id}`,
        label: `${verb}: ${name}`,
        group: 'Presets',
        perform: () => perform(actions, id),
      })),
    )
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
