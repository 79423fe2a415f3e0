import { Plus } from 'lucide-react'
import { useStore } from 'zustand'
import { IconButton } from '../../ui/button.tsx'
import { Flyout } from '../../ui/flyout.tsx'
import { lazyPart } from '../../ui/lazy-part.ts'
import type { PresetsStore } from './presets-store.ts'

const SavePresetForm = lazyPart(async () => (await import('./save-preset-form.tsx')).SavePresetForm)

/** Opens the form that saves parts of the open prompt. The form is loaded when it is first wanted. */
export function SavePresetButton({ presets }: { presets: PresetsStore }) {
  const saving = useStore(presets, (state) => state.saving)
  const { startSaving, stopSaving } = presets.getState()
  return (
    <Flyout
      trigger={<IconButton size="small" label="Save as preset…" icon={<Plus size={14} />} />}
      title={saving === null || saving === 'new' ? 'Save as preset' : 'Update preset'}
      isOpen={saving !== null}
      onOpenChange={(isOpen) => (isOpen ? startSaving('new') : stopSaving())}
    >
      {saving && <SavePresetForm key={saving === 'new' ? '' : saving.id} presets={presets} target={saving} />}
    </Flyout>
  )
}
