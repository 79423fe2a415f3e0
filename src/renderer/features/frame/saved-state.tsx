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
  const shortcut = useShortcut('savePrompt')
  if (isSaved) return <span className={styles.state}>Saved</span>
  const explanation = isJournalled
    ? `Your edits are safe on disk. Save writes them into the library (${shortcut}).`
    : `Save writes your edits into the library (${shortcut}).`
  return (
    <span className={styles.state}>
      {isJournalled ? 'Journalled' : 'Unsaved edits'}
      <Tooltip content={explanation}>
        <Button variant="link" onClick={() => reportFailure(toaster, prompts.getState().save())}>
          Save
        </Button>
      </Tooltip>
    </span>
  )
}
