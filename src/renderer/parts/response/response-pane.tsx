import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import type { AnswerTab } from './answer.tsx'
import { LinkOpener } from './link-opener.ts'
import { MetadataStrip } from './metadata-strip.tsx'
import styles from './response-pane.module.css'
import { grownLength, type RunView } from './run-view.ts'
import { useElapsed } from './use-elapsed.ts'
import { useStickToEnd } from './use-stick-to-end.ts'

export type ResponsePaneProps = {
  /** `null` while nothing has been run. */
  view: RunView | null
  /** When the run began, on the clock of `performance.now`; `null` where none is going. */
  runningSince: number | null
  /** A line above everything, such as what run this is. */
  heading?: ReactNode
  /** In the answer's place while there is no run. */
  empty: ReactNode
  /** `null`: there is nothing to add. */
  onAddToMessages: (() => void) | null
  /** Opens an https address outside of the window; the person has agreed to its host. */
  openLink: (url: string) => void
}

/** What shows an answer is loaded behind the first screen, which has none yet. */
const loadAnswer = () => import('./answer.tsx')
const loadMarkdown = () => import('./markdown/streaming-markdown.tsx')
const Answer = lazy(async () => ({ default: (await loadAnswer()).Answer }))

const tabs: { id: AnswerTab; label: string }[] = [
  { id: 'rendered', label: 'Rendered' },
  { id: 'text', label: 'Text' },
]

/** The answer beside the request: how it reads, its plain text, and what is known of the run. */
export function ResponsePane({ view, runningSince, heading, empty, onAddToMessages, openLink }: ResponsePaneProps) {
  const [tab, setTab] = useState<AnswerTab>('rendered')
  const elapsedMs = useElapsed(runningSince)
  const isRunning = view?.run.state === 'running'
  const stickToEnd = useStickToEnd(isRunning)
  useEffect(() => {
    // Ahead of the first answer; if it fails now, it is tried again when there is one.
    void Promise.allSettled([loadAnswer(), loadMarkdown()])
  }, [])

  return (
    <LinkOpener value={openLink}>
      <div className={styles.pane}>
        {heading}
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
          <article
            key={view?.run.id ?? 'none'}
            ref={stickToEnd}
            className={styles.body}
            aria-label="Answer"
            aria-busy={isRunning}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
            tabIndex={0}
          >
            <Suspense>{view ? <Answer view={view} tab={tab} elapsedMs={elapsedMs} /> : empty}</Suspense>
          </article>
        </Tabs>
        <MetadataStrip run={view?.run ?? null} elapsedMs={elapsedMs} answerLength={view ? grownLength(view) : 0} />
      </div>
    </LinkOpener>
  )
}
