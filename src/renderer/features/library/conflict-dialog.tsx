import { useMemo } from 'react'
import { useStore } from 'zustand'
import { promptText } from '../../parts/diff/request-text.ts'
import { TextDiff } from '../../parts/diff/text-diff.tsx'
import { usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { reportFailure } from '../../parts/report-failure.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import styles from './conflict-dialog.module.css'

/** The unsaved edits beside the file that was changed outside, and the ways out. Nothing is written before one is chosen. */
export function ConflictDialog() {
  const { prompts, toaster } = usePromptServices()
  const prompt = useStore(prompts, (state) => state.prompt)
  const saved = useStore(prompts, (state) => state.saved)
  const file = useStore(prompts, ({ entries, prompt }) => entries.find(({ id }) => id === prompt?.id)?.file ?? '')
  const [onDisk, mine] = useMemo(() => [saved && promptText(saved), prompt && promptText(prompt)], [saved, prompt])
  const { resolve, keepMine, takeFile, keepBoth, open, edit, save } = prompts.getState()
  if (onDisk === null || mine === null) return null

  const mineIsKept = async () => {
    const before = await keepMine()
    const putBack = () => {
      if (before) edit(() => before)
      return save()
    }
    if (before)
      toaster.show('Your version is in the file.', {
        label: 'Undo',
        onSelect: () => reportFailure(toaster, putBack()),
      })
  }
  const bothAreKept = async () => {
    const copy = await keepBoth()
    if (copy)
      toaster.show(`Yours is kept as “${copy.name}”.`, {
        label: 'Open',
        onSelect: () => reportFailure(toaster, open(copy.id)),
      })
  }
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && resolve(false)}
      title="Changed outside Antiphon"
      description={
        <>
          <code>{file}</code> was changed while you had unsaved edits. Neither is overwritten until you choose.
        </>
      }
      size="wide"
      footer={
        <>
          <Button variant="ghost" onClick={() => resolve(false)}>
            Cancel
          </Button>
          <Button onClick={takeFile}>Take the file’s</Button>
          <Button onClick={() => reportFailure(toaster, bothAreKept())}>Keep both</Button>
          <Button onClick={() => reportFailure(toaster, mineIsKept())}>Keep mine</Button>
        </>
      }
    >
      <div className={styles.diff}>
        {onDisk === mine ? (
          <p>No difference: they are the same.</p>
        ) : (
          <TextDiff
            label="Difference between the file and your edits"
            before={onDisk}
            after={mine}
            beforeLabel="On disk"
            afterLabel="Mine"
          />
        )}
      </div>
    </Dialog>
  )
}
