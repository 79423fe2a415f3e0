import { X } from 'lucide-react'
import { useState } from 'react'
import { useStore } from 'zustand'
import { toErrorData } from '#shared/app-error'
import { usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/text-field.tsx'
import styles from './library-dialogs.module.css'

/** The libraries on hand, and how to open another folder as one. */
export function LibrariesDialog() {
  const { host, prompts, libraryDialog } = usePromptServices()
  const library = useStore(prompts, (state) => state.library)
  const [path, setPath] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const { openLibrary } = prompts.getState()
  const close = () => libraryDialog.getState().show(null)
  const attempt = (work: Promise<unknown>) => {
    setProblem(null)
    work.catch((error: unknown) => setProblem(toErrorData(error).message))
  }
  const open = async (folder: string) => {
    await openLibrary(folder)
    close()
  }
  const choose = async () => {
    const chosen = await host.call('library.choose', {})
    if (chosen.path !== null) await open(chosen.path)
  }
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && close()}
      title="Libraries"
      description="Any folder can be a library, a git checkout too: prompts are JSON files in it, files that they refer to lie beside them."
      size="medium"
      footer={
        <>
          <Button variant="ghost" onClick={close}>
            Close
          </Button>
          {library?.canChoose && <Button onClick={() => attempt(choose())}>Choose a folder…</Button>}
        </>
      }
    >
      <div className={styles.list}>
        <ul className={styles.rows} aria-label="Libraries on hand">
          <li className={styles.library}>
            <code className={styles.path}>{library?.folder}</code>
            <span className={styles.muted}>{library?.isOwn ? 'Antiphon’s own, open' : 'open'}</span>
          </li>
          {library?.others.map((other, index) => (
            <li key={other} className={styles.library}>
              <code className={styles.path}>{other}</code>
              {!library.isOwn && index === 0 ? (
                <span className={styles.muted}>Antiphon’s own</span>
              ) : (
                <IconButton
                  size="small"
                  label={`Remove ${other} from this list`}
                  icon={<X size={14} />}
                  onClick={() => attempt(host.call('library.forget', { path: other }))}
                />
              )}
              <Button size="small" aria-label={`Open ${other}`} onClick={() => attempt(open(other))}>
                Open
              </Button>
            </li>
          ))}
        </ul>
        {library?.canChoose === false && (
          <form
            className={styles.form}
            onSubmit={(event) => {
              event.preventDefault()
              attempt(open(path))
            }}
          >
            <TextField label="Path of a folder" value={path} onChange={setPath} />
            <Button type="submit" disabled={path.trim() === ''}>
              Open
            </Button>
          </form>
        )}
        {problem && (
          <p role="alert" className={styles.problem}>
            {problem}
          </p>
        )}
      </div>
    </Dialog>
  )
}
