import { type ReactNode, Suspense } from 'react'
import { useStore } from 'zustand'
import { toMessage } from '#shared/conversation/to-message'
import type { ContentBlock } from '#shared/prompt/prompt'
import type { Run } from '#shared/runs/run'
import type { Host } from '../../host/host.ts'
import { useAnswerFind } from '../../parts/response/find/use-answer-find.tsx'
import { dayAndTime, shortModel } from '../../parts/response/format.ts'
import { ResponsePane, type ResponsePaneProps } from '../../parts/response/response-pane.tsx'
import { Button } from '../../ui/button.tsx'
import { lazyPart } from '../../ui/lazy-part.ts'
import { Notice } from '../../ui/notice.tsx'
import type { LoopStore } from './loop-store.ts'
import styles from './response-view.module.css'
import { type RunStore, shownRun } from './run-store.ts'

const FailureHelp = lazyPart(async () => (await import('./failure-help.tsx')).FailureHelp)
const LoopBar = lazyPart(async () => (await import('./loop-bar.tsx')).LoopBar)
const NextStepsBar = lazyPart(async () => (await import('./next-steps-bar.tsx')).NextStepsBar)

type ResponseViewProps = {
  host: Pick<Host, 'call'>
  runs: RunStore
  loop: LoopStore
  /** The prompt in the editor. */
  promptId: string | null
  /** What teaches where nothing has been run yet. */
  empty: ReactNode
  /** Takes an answer into the prompt as an assistant message, and empties the prefill that is now part of it. */
  onAddToMessages: (run: Run, content: string | ContentBlock[]) => void
  /** Runs the open prompt, as the Run button does. */
  onRun: () => void
  /** Under the answer of a run that has ended: what the user says next. */
  nextTurn: (run: Run) => ReactNode
  openLink: (url: string) => void
  code: ResponsePaneProps['code']
  /** At the end of the row of tabs. */
  besideTabs?: ReactNode
  /** What can be done with a run of the history. */
  openedActions: (run: Run) => ReactNode
}

/** The response pane for the open prompt. */
export function ResponseView(props: ResponseViewProps) {
  const { host, runs, loop, promptId, empty, onAddToMessages, onRun, nextTurn, openLink, besideTabs } = props
  const { openedActions, code } = props
  const state = useStore(runs)
  const findBar = useAnswerFind(host)
  const { live, opened, runningSince, failure, closeOpened, stopOpened, retryNow, waitAsked, stop } = state
  // An ended one makes room for a run of the history.
  const hasLoop = useStore(
    loop,
    ({ loop: one }) => one !== null && one.promptId === promptId && (one.ended === null || opened === null),
  )
  const view = shownRun(state)
  const isLive = view !== null && view === live
  const message = view && view.run.state !== 'running' ? toMessage(view.run) : null
  return (
    <ResponsePane
      host={host}
      view={view}
      runningSince={isLive || view === null ? runningSince : null}
      heading={
        <>
          {hasLoop && (
            <Suspense>
              <LoopBar store={loop} />
            </Suspense>
          )}
          {opened && (
            <OpenedLine
              run={opened.run}
              actions={openedActions(opened.run)}
              onStop={stopOpened}
              onClose={closeOpened}
            />
          )}
          {failure && (
            <div className={styles.failure}>
              <Notice tone="error">{failure.message.slice(0, 1_000)}</Notice>
            </div>
          )}
        </>
      }
      empty={failure || runningSince !== null ? null : empty}
      onAddToMessages={view && message && (() => onAddToMessages(view.run, message.content))}
      waitChoices={isLive ? { retryNow, waitAsked, stop: () => stop() } : null}
      onRunAgain={isLive && runningSince === null ? onRun : null}
      failureHelp={
        view?.run.error?.field && (
          <Suspense>
            <FailureHelp run={view.run} />
          </Suspense>
        )
      }
      nextSteps={
        view &&
        view.run.state !== 'running' && (
          <Suspense>
            <NextStepsBar run={view.run} onRun={onRun} loop={loop} />
          </Suspense>
        )
      }
      nextTurn={view && view.run.state !== 'running' && <Suspense>{nextTurn(view.run)}</Suspense>}
      openLink={openLink}
      code={code}
      besideTabs={besideTabs}
      findBar={findBar}
    />
  )
}

type OpenedLineProps = {
  run: Pick<Run, 'startedAt' | 'promptName' | 'model' | 'apiVersion' | 'state'>
  actions: ReactNode
  onStop: () => void
  onClose: () => void
}

/** Says which run is shown in place of the draft's own. */
function OpenedLine({ run, actions, onStop, onClose }: OpenedLineProps) {
  const { startedAt, promptName, model, apiVersion, state } = run
  return (
    <div className={styles.opened}>
      <span className={styles.which} title={`${promptName.slice(0, 200)} · ${new Date(startedAt).toDateString()}`}>
        Run of {dayAndTime(startedAt)}, read-only · {shortModel(model).slice(0, 80)}
        {apiVersion && ` · API ${apiVersion}`}
        {promptName && <bdi> · {promptName.slice(0, 200)}</bdi>}
      </span>
      <span className={styles.actions}>
        {state === 'running' && (
          <Button variant="link" size="small" onClick={onStop}>
            Stop it
          </Button>
        )}
        <Suspense>{actions}</Suspense>
        <Button variant="link" size="small" onClick={onClose}>
          Back to the draft’s run
        </Button>
      </span>
    </div>
  )
}
