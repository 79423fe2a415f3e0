import { useEffect, useRef, useState } from 'react'
import { toErrorData } from '#shared/app-error'
import type { RemovedPrompt } from '#shared/library/library'
import { usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { dayAndTime } from '../../parts/response/format.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { EraseDialog } from './erase-dialog.tsx'
import styles from './library-dialogs.module.css'

/** The prompts in the library's trash. One that is restored is opened; one that is deleted for good is asked about. */
export function RemovedDialog() {
  const { host, prompts, libraryDialog } = usePromptServices()
  const [removed, setRemoved] = useState<RemovedPrompt[] | null>(null)
  const [asked, setAsked] = useState<RemovedPrompt[] | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const closeButton = useRef<HTMLButtonElement>(null)
  const close = () => libraryDialog.getState().show(null)
  useEffect(() => {
    host.call('prompts.removed', {}).then(setRemoved, (error: unknown) => setProblem(toErrorData(error).message))
  }, [host])
  const restore = (id: string) => {
    setProblem(null)
    prompts
      .getState()
      .restore(id)
      .then(close, (error: unknown) => setProblem(toErrorData(error).message))
  }
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && close()}
      title="Deleted prompts"
      description="They are kept outside the library, with what was not saved. A restored one comes back to its folder."
      size="medium"
      footer={
        <>
          <Button
            variant="ghost"
            danger
            className={styles.left}
            disabled={!removed?.length}
            onClick={() => setAsked(removed)}
          >
            Empty…
          </Button>
          <Button ref={closeButton} variant="ghost" onClick={close}>
            Close
          </Button>
        </>
      }
    >
      <div className={styles.list}>
        {problem && (
          <p role="alert" className={styles.problem}>
            {problem}
          </p>
        )}
        {removed?.length === 0 && <p className={styles.muted}>None of this library.</p>}
        <ul className={styles.rows} aria-label="Deleted prompts">
          {removed?.map((one) => (
            <RemovedRow key={one.id} removed={one} onRestore={() => restore(one.id)} onErase={() => setAsked([one])} />
          ))}
        </ul>
      </div>
      {asked && (
        <EraseDialog
          asked={asked}
          onCancel={() => setAsked(null)}
          onErased={(left) => {
            setRemoved(left)
            setAsked(null)
            // The button that asked went with its row.
            closeButton.current?.focus()
          }}
        />
      )}
    </Dialog>
  )
}

type RemovedRowProps = { removed: RemovedPrompt; onRestore: () => void; onErase: () => void }

function RemovedRow({ removed: { name, folder, removedAt }, onRestore, onErase }: RemovedRowProps) {
  const shown = name || 'Untitled'
  return (
    <li className={styles.library}>
      <bdi className={styles.name} title={name}>
        {shown}
      </bdi>
      <span className={styles.muted}>
        {folder && `${folder} · `}
        <time dateTime={removedAt}>{dayAndTime(removedAt)}</time>
      </span>
      <Button size="small" aria-label={`Restore ${shown}`} onClick={onRestore}>
        Restore
      </Button>
      <Button size="small" variant="ghost" danger aria-label={`Delete ${shown} for good…`} onClick={onErase}>
        Delete for good…
      </Button>
    </li>
  )
}
