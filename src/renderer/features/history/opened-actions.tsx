import { GitCompare, RotateCcw, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useStore } from 'zustand'
import type { Prompt } from '#shared/prompt/prompt'
import { buildRequest } from '#shared/request/request'
import type { Run } from '#shared/runs/run'
import { RequestDiffDialog } from '../../parts/diff/request-diff-dialog.tsx'
import { usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { reportFailure } from '../../parts/report-failure.ts'
import { dayAndTime } from '../../parts/response/format.ts'
import { Button } from '../../ui/button.tsx'
import styles from './history-view.module.css'
import { promptOfRun, restoreRun } from './restore-run.ts'

type OpenedActionsProps = {
  run: Run
  /** A draft has been made of it: the editor is wanted. */
  onRestored: () => void
  /** The prompt that is open has a run that goes on: there is no second one beside it. */
  isBusy: boolean
  /** Sends what the run was made from once more. */
  onRunAgain: (prompt: Prompt) => void
}

/** What can be done with a run of the history, which never changes itself. */
export function OpenedActions({ run, isBusy, onRestored, onRunAgain }: OpenedActionsProps) {
  const services = usePromptServices()
  const { host, prompts, toaster } = services
  const [draft, setDraft] = useState<Prompt | null>(null)
  return (
    <>
      <Button
        variant="ghost"
        size="small"
        title="Opens what this run was made from as a new draft"
        onClick={() => reportFailure(toaster, restoreRun(services, run).then(onRestored))}
      >
        <span className={styles.withIcon}>
          <Undo2 size={13} aria-hidden /> Restore
        </span>
      </Button>
      <Button
        variant="ghost"
        size="small"
        title="Shows what is different between this run’s request and the draft’s"
        onClick={() => setDraft(prompts.getState().settle())}
      >
        <span className={styles.withIcon}>
          <GitCompare size={13} aria-hidden /> Diff with draft
        </span>
      </Button>
      <Button
        variant="ghost"
        size="small"
        disabled={isBusy}
        title={
          isBusy
            ? 'The open prompt is running: stop that run, or wait for its end'
            : 'Sends what this run was made from once more, over the connection in use'
        }
        onClick={() => reportFailure(toaster, promptOfRun(host, run).then(onRunAgain))}
      >
        <span className={styles.withIcon}>
          <RotateCcw size={13} aria-hidden /> Run again
        </span>
      </Button>
      {draft && <DraftDiff run={run} draft={draft} onClose={() => setDraft(null)} />}
    </>
  )
}

function DraftDiff({ run, draft, onClose }: { run: Run; draft: Prompt; onClose: () => void }) {
  const kind = useStore(usePromptServices().context, (state) => state.connectionKind)
  return (
    <RequestDiffDialog
      title="Diff with draft"
      before={run.request}
      after={buildRequest(draft, kind)}
      beforeLabel={`Run of ${dayAndTime(run.startedAt)}`}
      afterLabel="Draft"
      onCancel={onClose}
    />
  )
}
