import { useState } from 'react'
import { useStore } from 'zustand'
import { usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { folderOf } from '../../parts/prompt/store/entries.ts'
import { reportFailure } from '../../parts/report-failure.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Select } from '../../ui/select.tsx'
import styles from './library-dialogs.module.css'

/** Says where the secret is that kept a prompt from being saved, and takes it out. */
export function SecretDialog({ places }: { places: readonly string[] }) {
  const { prompts, toaster } = usePromptServices()
  const { leaveSecrets, removeSecrets } = prompts.getState()
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && leaveSecrets()}
      title="Not saved: there is a secret in it"
      description="The files of a library are copied, shared and kept under version control: no place for a key. Your edits are kept outside the library. A key that was shown to others should be replaced."
      footer={
        <>
          <Button variant="ghost" onClick={leaveSecrets}>
            Cancel
          </Button>
          <Button onClick={() => reportFailure(toaster, removeSecrets())}>Remove and save</Button>
        </>
      }
    >
      <ul className={styles.list} aria-label="Where it is">
        {places.map((place) => (
          <li key={place}>{place}</li>
        ))}
      </ul>
    </Dialog>
  )
}

/** The files of the library that are not listed, each with the reason. They are left as they are. */
export function ProblemsDialog() {
  const { prompts, libraryDialog } = usePromptServices()
  const problems = useStore(prompts, ({ library }) => library?.problems ?? [])
  const folder = useStore(prompts, ({ library }) => library?.folder)
  const close = () => libraryDialog.getState().show(null)
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && close()}
      title="Files that are not listed"
      description={`They are in ${folder}, and are left as they are.`}
      size="medium"
      footer={<Button onClick={close}>Close</Button>}
    >
      <ul className={styles.list}>
        {problems.map(({ file, why }) => (
          <li key={file}>
            <code>{file}</code>: {why}.
          </li>
        ))}
      </ul>
    </Dialog>
  )
}

/** Chooses a folder of the library for a prompt. */
export function MoveDialog({ id }: { id: string }) {
  const { prompts, libraryDialog, toaster } = usePromptServices()
  const folders = useStore(prompts, ({ library }) => library?.folders ?? [])
  const entry = useStore(prompts, ({ entries }) => entries.find((other) => other.id === id))
  const [folder, setFolder] = useState(() => folderOf(prompts.getState().entries, id))
  const { move } = prompts.getState()
  const close = () => libraryDialog.getState().show(null)
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && close()}
      title={`Move “${entry?.name ?? ''}”`}
      footer={
        <>
          <Button variant="ghost" onClick={close}>
            Cancel
          </Button>
          <Button
            onClick={() => {
              close()
              reportFailure(toaster, move(id, folder))
            }}
          >
            Move
          </Button>
        </>
      }
    >
      <div className={styles.list}>
        <Select
          label="Folder"
          value={folder}
          options={[
            { value: '', label: 'The library itself' },
            ...folders.map((path) => ({ value: path, label: path })),
          ]}
          onChange={setFolder}
        />
      </div>
    </Dialog>
  )
}
