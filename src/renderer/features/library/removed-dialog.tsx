import { useEffect, useState } from 'react'
import { toErrorData } from '#shared/app-error'
import type { RemovedPrompt } from '#shared/library/library'
import { usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { dayAndTime } from '../../parts/response/format.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import styles from './library-dialogs.module.css'

/** The prompts in the library's trash. One that is restored is opened. */
export function RemovedDialog() {
  const { host, prompts, libraryDialog } = usePromptServices()
  const [removed, setRemoved] = useState<RemovedPrompt[] | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
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
        <Button variant="ghost" onClick={close}>
          Close
        </Button>
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
          {removed?.map(({ id, name, folder, removedAt }) => (
            <li key={id} className={styles.library}>
              <bdi className={styles.name} title={name}>
                {name || 'Untitled'}
              </bdi>
              <span className={styles.muted}>
                {folder && `${folder} · `}
                <time dateTime={removedAt}>{dayAndTime(removedAt)}</time>
              </span>
              <Button size="small" aria-label={`Restore ${name || 'Untitled'}`} onClick={() => restore(id)}>
                Restore
              </Button>
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  )
}
