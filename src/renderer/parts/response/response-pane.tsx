import { type ReactNode, useEffect, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { AnswerBlocks, loadMarkdown } from './answer-blocks.tsx'
import { LinkOpener } from './markdown/link-opener.ts'
import { MetadataStrip } from './metadata-strip.tsx'
import { outcomeNote } from './outcome-note.ts'
import { PlainTextView } from './plain-text-view.tsx'
import styles from './response-pane.module.css'
import { RunFailure } from './run-failure.tsx'
import type { RunView } from './run-view.ts'
import { useElapsed } from './use-elapsed.ts'
import { useStickToEnd } from './use-stick-to-end.ts'
import { Waiting } from './waiting.tsx'

export type ResponsePaneProps = {
  /** `null` while nothing has been run. */
  view: RunView | null
  /** When the run began, on the clock of `performance.now`; `null` where none is going. */
  runningSince: number | null
  /** A line above the answer, such as what run this is. */
  heading?: ReactNode
  /** In the answer's place while there is no run. */
  empty: ReactNode
  /** `null`: there is nothing to add. */
  onAddToMessages: (() => void) | null
  /** Opens an https address outside of the window; the person has agreed to its host. */
  openLink: (url: string) => void
}

type Tab = 'rendered' | 'text'
const tabs: { id: Tab; label: string }[] = [
  { id: 'rendered', label: 'Rendered' },
  { id: 'text', label: 'Text' },
]

/** The answer beside the request: how it reads, its plain text, and what is known of the run. */
export function ResponsePane({ view, runningSince, heading, empty, onAddToMessages, openLink }: ResponsePaneProps) {
  const [tab, setTab] = useState<Tab>('rendered')
  const elapsedMs = useElapsed(runningSince)
  const isRunning = view?.run.state === 'running'
  const stickToEnd = useStickToEnd(isRunning)
  useEffect(() => void loadMarkdown(), [])

  return (
    <LinkOpener value={openLink}>
      <div className={styles.pane}>
        <Tabs
          label="Response"
          tabs={tabs}
          value={tab}
          onChange={setTab}
          trailing={
            <Button
              variant="link"
              className={styles.add}
              disabled={onAddToMessages === null}
              onClick={() => onAddToMessages?.()}
            >
              Add to messages
            </Button>
          }
        >
          {heading}
          <article
            key={view?.run.id ?? 'none'}
            ref={stickToEnd}
            className={styles.body}
            aria-label="Answer"
            aria-busy={isRunning}
          >
            {view ? <Answer view={view} tab={tab} elapsedMs={elapsedMs} /> : empty}
          </article>
        </Tabs>
        <MetadataStrip run={view?.run ?? null} elapsedMs={elapsedMs} answerLength={view ? grownLength(view) : 0} />
      </div>
    </LinkOpener>
  )
}

function Answer({ view, tab, elapsedMs }: { view: RunView; tab: Tab; elapsedMs: number | null }) {
  const { run, blocks, answer, answerLength } = view
  const note = outcomeNote(run, grownLength(view))
  return (
    <div className={styles.answer}>
      {run.state === 'failed' && run.error && (
        <RunFailure
          error={run.error}
          attempts={run.attempts}
          requestId={run.requestId}
          hasPartialAnswer={blocks.length > 0}
        />
      )}
      {run.state === 'running' && grownLength(view) === 0 && blocks.length === 0 && (
        <Waiting model={run.model} elapsedMs={elapsedMs} attempts={run.attempts} />
      )}
      {tab === 'rendered' && <AnswerBlocks blocks={blocks} />}
      {tab === 'text' && blocks.length > 0 && <PlainTextView text={answer} length={answerLength} label="Plain text" />}
      {note && (
        <p className={styles.note} role="note">
          <b>{note.title}</b> {note.words}
        </p>
      )}
    </div>
  )
}

/** Characters that came, the prefill not counted. */
function grownLength({ blocks }: RunView): number {
  return blocks.reduce((sum, { length, prefillLength }) => sum + length - prefillLength, 0)
}
