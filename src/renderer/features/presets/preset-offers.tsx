import { useOffers } from '../../parts/keymap/use-keymap.tsx'
import type { PresetsStore } from './presets-store.ts'
import { usePresetActions } from './use-preset-actions.ts'

/** Offers the presets in the command palette. */
export function PresetOffers({ presets }: { presets: PresetsStore }) {
  const { apply } = usePresetActions(presets)
  useOffers(() =>
    presets.getState().entries.map(({ id, name }) => ({
      id: `preset:${id}`,
      label: `Apply preset: ${name}`,
      group: 'Presets',
      perform: () => apply(id),
    })),
  )
  return null
}
