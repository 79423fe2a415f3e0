import type { ReactNode } from 'react'
import { Suspense } from 'react'
import { Button } from '../../ui/button.tsx'
import { lazyPart } from '../../ui/lazy-part.ts'
import styles from './answer.module.css'
import { AnswerBlocks } from './answer-blocks.tsx'
import type { WaitChoices } from './attempts-list.tsx'
import type { SchemaDraft } from './json-lab/json-lab.tsx'
import { outcomeNote } from './outcome-note.ts'
import { PlainTextView } from './plain-text-view.tsx'
import { RunFailure } from './run-failure.tsx'
import { grownLength, type RunView } from './run-view.ts'
import { Waiting } from './waiting.tsx'

const JsonTab = lazyPart(async () => (await import('./json-tab.tsx')).JsonTab)
const BlocksTab = lazyPart(async () => (await import('./blocks-tab.tsx')).BlocksTab)

/** What the response pane shows of an answer: how it reads, the plain text, the whole message, or each block. */
export type AnswerTab = 'rendered' | 'text' | 'json' | 'blocks'

type AnswerProps = {
  view: RunView
  tab: AnswerTab
  elapsedMs: number | null
  waitChoices: WaitChoices | null
  /** `null`: there is nothing to run again here. */
  onRunAgain: (() => void) | null
  /** Under an error: ways out of it. */
  failureHelp?: ReactNode
  /** What was pasted to check answers against, kept by whoever outlives this view. */
  schemaDraft?: SchemaDraft
}

/** The answer of a run as far as it has come, with what went wrong above it and what is missing below it. */
export function Answer({ view, tab, elapsedMs, waitChoices, onRunAgain, failureHelp, schemaDraft }: AnswerProps) {
  const { run, blocks, answer, answerLength } = view
  const hasContent = blocks.length > 0
  const note = outcomeNote(run, grownLength(view))
  return (
    <div className={styles.answer}>
      {run.state === 'failed' && run.error && (
        <RunFailure
          error={run.error}
          attempts={run.attempts}
          requestId={run.requestId}
          hasPartialAnswer={hasContent}
          help={failureHelp}
        />
      )}
      {run.state === 'failed' && onRunAgain && (
        <Button size="small" className={styles.again} onClick={onRunAgain}>
          Retry
        </Button>
      )}
      {run.state === 'running' && !hasContent && (
        <Waiting model={run.model} elapsedMs={elapsedMs} attempts={run.attempts} choices={waitChoices} />
      )}
      {tab === 'rendered' && <AnswerBlocks blocks={blocks} />}
      {tab === 'text' && hasContent && (
        <PlainTextView text={answer} length={answerLength} isGrowing={run.state === 'running'} label="Plain text" />
      )}
      <Suspense>
        {tab === 'json' && <JsonTab run={run} schemaDraft={schemaDraft} />}
        {tab === 'blocks' && <BlocksTab blocks={blocks} isRunning={run.state === 'running'} />}
      </Suspense>
      {note && (
        <p className={styles.note} role="note">
          <b>{note.title}</b> {note.words}
        </p>
      )}
    </div>
  )
}
