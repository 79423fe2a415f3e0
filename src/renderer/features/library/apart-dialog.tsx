import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { toErrorData } from '#shared/app-error'
import type { Prompt } from '#shared/prompt/prompt'
import { promptText } from '../../parts/diff/request-text.ts'
import { TextDiff } from '../../parts/diff/text-diff.tsx'
import { usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { reportFailure } from '../../parts/report-failure.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import styles from './conflict-dialog.module.css'

/** The open prompt, which was kept apart, beside the one that another window changed at the same time. */
export function ApartDialog({ from }: { from: string }) {
  const { host, prompts, libraryDialog, toaster } = usePromptServices()
  const mine = useStore(prompts, (state) => state.prompt)
  const [theirs, setTheirs] = useState<Prompt | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  useEffect(() => {
    host.call('prompts.open', { id: from }).then(
      ({ prompt }) => setTheirs(prompt),
      (error: unknown) => setProblem(toErrorData(error).message),
    )
  }, [host, from])
  const close = () => libraryDialog.getState().show(null)
  const openTheirs = () => {
    close()
    reportFailure(toaster, prompts.getState().open(from))
  }
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && close()}
      title="Changed in two windows"
      description="Both were typed at the same time, and both are kept: each is a prompt of its own."
      size="wide"
      footer={
        <>
          <Button onClick={openTheirs}>Open the other window’s</Button>
          <Button onClick={close}>Close</Button>
        </>
      }
    >
      <div className={styles.diff}>
        {problem && <p role="alert">{problem}</p>}
        {theirs && mine && (
          <TextDiff
            label="Difference between the two windows"
            before={promptText({ ...theirs, id: mine.id, name: mine.name })}
            after={promptText(mine)}
            beforeLabel="The other window"
            afterLabel="This window"
          />
        )}
      </div>
    </Dialog>
  )
}
