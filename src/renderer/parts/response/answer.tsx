import styles from './answer.module.css'
import { AnswerBlocks } from './answer-blocks.tsx'
import { outcomeNote } from './outcome-note.ts'
import { PlainTextView } from './plain-text-view.tsx'
import { RunFailure } from './run-failure.tsx'
import { grownLength, type RunView } from './run-view.ts'
import { Waiting } from './waiting.tsx'

/** What the response pane shows: the answer as it reads, or the plain text that came. */
export type AnswerTab = 'rendered' | 'text'

type AnswerProps = { view: RunView; tab: AnswerTab; elapsedMs: number | null }

/** The answer of a run as far as it has come, with what went wrong above it and what is missing below it. */
export function Answer({ view, tab, elapsedMs }: AnswerProps) {
  const { run, blocks, answer, answerLength } = view
  const hasContent = blocks.length > 0
  const note = outcomeNote(run, grownLength(view))
  return (
    <div className={styles.answer}>
      {run.state === 'failed' && run.error && (
        <RunFailure error={run.error} attempts={run.attempts} requestId={run.requestId} hasPartialAnswer={hasContent} />
      )}
      {run.state === 'running' && !hasContent && (
        <Waiting model={run.model} elapsedMs={elapsedMs} attempts={run.attempts} />
      )}
      {tab === 'rendered' && <AnswerBlocks blocks={blocks} />}
      {tab === 'text' && hasContent && <PlainTextView text={answer} length={answerLength} label="Plain text" />}
      {note && (
        <p className={styles.note} role="note">
          <b>{note.title}</b> {note.words}
        </p>
      )}
    </div>
  )
}
