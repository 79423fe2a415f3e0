import { useState } from 'react'
import { useStore } from 'zustand'
import { toErrorData } from '#shared/app-error'
import type { PresetFile } from '#shared/contract/presets'
import { type NewPreset, partsIn } from '#shared/presets/preset'
import { usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Notice } from '../../ui/notice.tsx'
import styles from './preset-dialogs.module.css'
import { savePresets, secretsIn } from './preset-transfer.ts'
import type { PresetsStore } from './presets-store.ts'

/** What is asked before presets come in from a file, and before they go out with a secret. */
export function PresetDialogs({ presets }: { presets: PresetsStore }) {
  const dialog = useStore(presets, (state) => state.dialog)
  if (dialog?.kind === 'import') return <ImportDialog presets={presets} file={dialog.file} />
  if (dialog?.kind === 'export') return <ExportDialog presets={presets} chosen={dialog.presets} />
  return null
}

/** A file of ten thousand notes is cut: what matters is that there are many. */
const mostShown = 50

function ImportDialog({ presets, file }: { presets: PresetsStore; file: PresetFile }) {
  const { toaster } = usePromptServices()
  const [failure, setFailure] = useState<string | null>(null)
  const { add, closeDialog } = presets.getState()
  const count = file.presets.length === 1 ? '1 preset' : `${file.presets.length} presets`
  const secrets = secretsIn(file.presets)
  const take = () =>
    add(file.presets).then(
      () => {
        closeDialog()
        toaster.show(`${count} imported.`)
      },
      (error: unknown) => setFailure(toErrorData(error).message),
    )
  return (
    <Dialog
      open
      onOpenChange={closeDialog}
      title={`Import ${count}`}
      description="Somebody may have made this file: read what a preset would change when you apply it."
      footer={
        <>
          <Button variant="ghost" onClick={closeDialog}>
            Cancel
          </Button>
          <Button onClick={() => void take()}>Import</Button>
        </>
      }
    >
      <div className={styles.stack}>
        <ul className={styles.list} aria-label="Presets in the file">
          {file.presets.map((preset, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two presets of a file may be the same
            <PresetLine key={index} preset={preset} />
          ))}
        </ul>
        {file.notes.length > 0 && (
          <Notice tone="warning">
            A preset holds no keys, addresses or headers, and nothing around its parts:
            <ul className={styles.notes} aria-label="Left out">
              {shown(file.notes)}
            </ul>
          </Notice>
        )}
        {secrets.length > 0 && (
          <Notice tone="warning">
            This looks secret:
            <ul className={styles.notes}>{shown(secrets)}</ul>
          </Notice>
        )}
        {failure && <Notice tone="error">{failure}</Notice>}
      </div>
    </Dialog>
  )
}

function PresetLine({ preset: { name, parts } }: { preset: NewPreset }) {
  return (
    <li>
      <span className={styles.name}>{name}</span>
      <span className={styles.holds}>
        {partsIn(parts)
          .map(({ label, value }) => (value === undefined ? `${label} not sent` : label))
          .join(', ')
          .slice(0, 500)}
      </span>
    </li>
  )
}

function ExportDialog({ presets, chosen }: { presets: PresetsStore; chosen: readonly NewPreset[] }) {
  const { closeDialog } = presets.getState()
  return (
    <Dialog
      open
      onOpenChange={closeDialog}
      title="Export with a secret?"
      footer={
        <>
          <Button variant="ghost" onClick={closeDialog}>
            Cancel
          </Button>
          <Button
            onClick={() => {
              savePresets(chosen)
              closeDialog()
            }}
          >
            Export anyway
          </Button>
        </>
      }
    >
      <Notice tone="warning">
        Whoever gets the file can read this:
        <ul className={styles.notes}>{shown(secretsIn(chosen))}</ul>
      </Notice>
    </Dialog>
  )
}

function shown(notes: readonly string[]) {
  const more = notes.length - mostShown
  return [...notes.slice(0, mostShown), ...(more > 0 ? [`and ${more} more`] : [])].map((note, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the notes of a file never change
    <li key={index}>{note}</li>
  ))
}
