import { ChevronDown } from 'lucide-react'
import { useStore } from 'zustand'
import { Button } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import type { PresetsStore } from './presets-store.ts'
import { usePresetActions } from './use-preset-actions.ts'

/** The presets where they are of use: beside the settings. `onSave` opens the form that makes a new one. */
export function ApplyPresetMenu({ presets, onSave }: { presets: PresetsStore; onSave: () => void }) {
  const entries = useStore(presets, (state) => state.entries)
  const actions = usePresetActions(presets)
  return (
    <Menu
      align="end"
      trigger={
        <Button variant="ghost" size="small">
          Apply preset <ChevronDown size={12} aria-hidden />
        </Button>
      }
      items={[
        ...entries.map(({ id, name }) => ({ key: id, label: name, onSelect: () => actions.apply(id) })),
        ...(entries.length > 0 ? (['separator'] as const) : []),
        { label: 'Save as preset…', onSelect: onSave },
      ]}
    />
  )
}
