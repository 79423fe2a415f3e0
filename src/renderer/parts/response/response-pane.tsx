import { type ReactNode, Suspense, useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import type { Host } from '../../host/host.ts'
import { Button } from '../../ui/button.tsx'
import { lazyPart } from '../../ui/lazy-part.ts'
import { Tabs } from '../../ui/tabs.tsx'
import { whenRested } from '../../ui/when-rested.ts'
import type { AnswerTab } from './answer.tsx'
import type { WaitChoices } from './attempts-list.tsx'
import type { EventsStore, Replay } from './events/events-store.ts'
import { LinkOpener } from './link-opener.ts'
import { MetadataStrip } from './metadata-strip.tsx'
import styles from './response-pane.module.css'
import { grownLength, type RunView } from './run-view.ts'
import { useElapsed } from './use-elapsed.ts'
import { useStickToEnd } from './use-stick-to-end.ts'

export type ResponsePaneProps = {
  /** What the tabs Events and Wire ask. */
  host: Pick<Host, 'call'>
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
  /** Choices while the next try of the run is waited for; `null` where the run is not this window's to steer. */
  waitChoices: WaitChoices | null
  /** `null`: what is shown cannot be run again from here. */
  onRunAgain: (() => void) | null
  /** Beside the stop reason: what can be done now that the run has ended. */
  nextSteps?: ReactNode
  /** Under the answer: what the user says next. */
  nextTurn?: ReactNode
  /** At the end of the row of tabs. */
  besideTabs?: ReactNode
  /** Above what a tab shows: what finds in it. */
  findBar?: ReactNode
  /** Under an error: ways out of it. */
  failureHelp?: ReactNode
  /** The request as code: a tab that is opened from elsewhere, too. */
  code?: { isShown: boolean; onShown: (isShown: boolean) => void; panel: ReactNode }
  /** Opens an https address outside of the window; the person has agreed to its host. */
  openLink: (url: string) => void
}

/** What shows an answer is loaded behind the first screen, which has none yet. */
const loadAnswer = () => import('./answer.tsx')
const loadMarkdown = () => import('./markdown/streaming-markdown.tsx')
const Answer = lazyPart(async () => (await loadAnswer()).Answer)

const EventsTab = lazyPart(async () => (await import('./events/events-tab.tsx')).EventsTab)
const ReplayBar = lazyPart(async () => (await import('./events/replay-bar.tsx')).ReplayBar)
const WireTab = lazyPart(async () => (await import('./wire/wire-tab.tsx')).WireTab)

type Tab = AnswerTab | 'events' | 'wire' | 'code'

const tabs: { id: Tab; label: string }[] = [
  { id: 'rendered', label: 'Rendered' },
  { id: 'text', label: 'Text' },
  { id: 'json', label: 'JSON' },
  { id: 'blocks', label: 'Blocks' },
  { id: 'events', label: 'Events' },
  { id: 'wire', label: 'Wire' },
  { id: 'code', label: 'Code' },
]

const answerTabs = tabs.filter(({ id }) => id !== 'code')

/** The answer beside the request: how it reads, what came and went over the wire, and what is known of the run. */
export function ResponsePane(props: ResponsePaneProps) {
  const {
    host,
    view,
    runningSince,
    heading,
    empty,
    onAddToMessages,
    waitChoices,
    onRunAgain,
    nextSteps,
    nextTurn,
    besideTabs,
    findBar,
    failureHelp,
    code,
    openLink,
  } = props
  const [chosen, setChosen] = useState<Tab>('rendered')
  const tab = code?.isShown ? 'code' : chosen
  const setTab = (next: Tab) => {
    code?.onShown(next === 'code')
    if (next !== 'code') setChosen(next)
  }
  const [schemaDraft] = useState(() => ({ text: '' }))
  const { events, keepEvents } = useEvents(view?.run.id ?? null)
  const replay = useReplay(events)
  const elapsedMs = useElapsed(runningSince)
  const isRunning = view?.run.state === 'running'
  const stickToEnd = useStickToEnd(isRunning)
  useEffect(() => {
    // Ahead of the first answer; if it fails now, it is tried again when there is one.
    void whenRested().then(() => Promise.allSettled([loadAnswer(), loadMarkdown()]))
  }, [])

  return (
    <LinkOpener value={openLink}>
      <div className={styles.pane} data-response>
        {heading}
        <Tabs
          label="Response"
          tabs={code ? tabs : answerTabs}
          value={tab}
          onChange={setTab}
          trailing={
            <>
              {tab !== 'code' && (
                <Button
                  variant="link"
                  className={styles.add}
                  disabled={onAddToMessages === null}
                  onClick={() => onAddToMessages?.()}
                >
                  Add to messages
                </Button>
              )}
              {besideTabs}
            </>
          }
        >
          {findBar}
          {replay && events && tab !== 'events' && tab !== 'code' && (
            <Suspense>
              <ReplayBar store={events} />
            </Suspense>
          )}
          {tab === 'code' ? (
            <Suspense>{code?.panel}</Suspense>
          ) : view && tab === 'events' ? (
            <Suspense>
              <EventsTab key={view.run.id} host={host} run={view.run} made={events} onMade={keepEvents} />
            </Suspense>
          ) : (
            <article
              key={view?.run.id ?? 'none'}
              ref={stickToEnd}
              className={styles.body}
              aria-label={tab === 'wire' ? 'Wire' : 'Answer'}
              aria-busy={isRunning}
              // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
              tabIndex={0}
            >
              <Suspense>
                {view === null || tab === 'events' ? (
                  empty
                ) : tab === 'wire' ? (
                  <WireTab key={view.run.id} host={host} run={view.run} />
                ) : (
                  <Answer
                    key={replay ? 'replay' : 'run'}
                    view={replay?.view ?? view}
                    tab={tab}
                    elapsedMs={replay?.atMs ?? elapsedMs}
                    waitChoices={waitChoices}
                    onRunAgain={replay ? null : onRunAgain}
                    failureHelp={failureHelp}
                    schemaDraft={schemaDraft}
                  />
                )}
              </Suspense>
            </article>
          )}
        </Tabs>
        {tab !== 'code' && nextTurn}
        <MetadataStrip
          run={view?.run ?? null}
          elapsedMs={elapsedMs}
          answerLength={view ? grownLength(view) : 0}
          nextSteps={nextSteps}
        />
      </div>
    </LinkOpener>
  )
}

/** What was read of the events of the run that is shown; it is let go of when another run is. */
function useEvents(runId: string | null) {
  const [kept, setKept] = useState<{ runId: string; events: EventsStore } | null>(null)
  const keepEvents = useCallback(
    (events: EventsStore) => {
      if (runId !== null) setKept({ runId, events })
    },
    [runId],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: another run ends what was played of this one
  useEffect(() => () => kept?.events.dispose(), [kept, runId])
  return { events: kept?.runId === runId ? kept.events : null, keepEvents }
}

/** The replay that is under way, or `null`. */
function useReplay(events: EventsStore | null): Replay | null {
  const subscribe = useCallback((listener: () => void) => events?.subscribe(listener) ?? (() => {}), [events])
  return useSyncExternalStore(
    subscribe,
    () => events?.getState().replay ?? null,
    () => null,
  )
}
