import { useStore } from 'zustand'
import { useShortcut } from '../../parts/keymap/use-keymap.tsx'
import { usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { reportFailure } from '../../parts/report-failure.ts'
import { Button } from '../../ui/button.tsx'
import { Tooltip } from '../../ui/tooltip.tsx'
import styles from './saved-state.module.css'

/** Whether the file in the library has what is on the screen, and the button that makes it so. */
export function SavedState() {
  const { prompts, toaster } = usePromptServices()
  const isSaved = useStore(prompts, (state) => state.isSaved)
  const isJournalled = useStore(prompts, (state) => state.journalledAt !== null && state.journalError === null)
  const isConflict = useStore(prompts, (state) => state.isConflict)
  const hasFile = useStore(prompts, (state) => state.version !== null)
  const shortcut = useShortcut('savePrompt')
  if (isSaved) return <span className={styles.state}>Saved</span>
  if (isConflict)
    return (
      <span className={styles.state}>
        <span className={styles.warning}>Changed outside</span>
        <Tooltip content="The file was changed outside Antiphon while you had unsaved edits. Neither is overwritten until you choose.">
          <Button variant="link" onClick={() => prompts.getState().resolve(true)}>
            Compare…
          </Button>
        </Tooltip>
      </span>
    )
  const explanation = !hasFile
    ? `It has no file in the library, or that was removed outside Antiphon. Save writes it (${shortcut}).`
    : isJournalled
      ? `Your edits are safe on disk. Save writes them into the library (${shortcut}).`
      : `Save writes your edits into the library (${shortcut}).`
  return (
    <span className={styles.state}>
      {hasFile ? (isJournalled ? 'Journalled' : 'Unsaved edits') : 'Not in the library'}
      <Tooltip content={explanation}>
        <Button variant="link" onClick={() => reportFailure(toaster, prompts.getState().save())}>
          Save
        </Button>
      </Tooltip>
    </span>
  )
}
