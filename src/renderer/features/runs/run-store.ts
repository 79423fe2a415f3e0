import { createStore, type StoreApi } from 'zustand/vanilla'
import { type AppErrorData, toErrorData } from '#shared/app-error'
import type { Prompt } from '#shared/prompt/prompt'
import type { Attempt, Run, RunEvent, RunSummary } from '#shared/runs/run'
import { outcomeOf } from '#shared/runs/stop-reason'
import type { Host } from '../../host/host.ts'
import { durationText } from '../../parts/response/format.ts'
import { applyRunEvents, type RunView, viewOfRun } from '../../parts/response/run-view.ts'

export type RunState = {
  /** The newest run made in this window, going or ended; `null` before the first. */
  live: RunView | null
  /** A run out of the history, shown read-only in place of the live one. */
  opened: RunView | null
  /** The prompt that was open when the newest run was started again out of the history; it is shown there. */
  shownFor: string | null
  /** When the run that is going began, on the store's clock; `null` while none is. */
  runningSince: number | null
  /** Why the last run could not even be recorded, or a run of the history not be opened. */
  failure: AppErrorData | null
  /** Runs a prompt; resolves when the run has ended, however it did. Does nothing while another one is going. */
  start: (prompt: Prompt, shownFor?: string) => Promise<void>
  /** Aborts the request and keeps what came. Answers whether there was a run to stop. */
  stop: () => boolean
  /** Begins the next try of the run that is going at once. */
  retryNow: () => void
  /** Waits for it as long as the server asked. */
  waitAsked: () => void
  /** Shows a run of the history. `isRecord`: as such, also where it is the newest one. */
  open: (id: string, isRecord?: boolean) => Promise<void>
  /** Goes back to the live run. */
  closeOpened: () => void
}

export type RunStore = StoreApi<RunState>

/** Whether the newest run is shown beside this prompt: it is of it, or was started again out of the history beside it. */
export function isOwnRun({ live, shownFor }: RunState, promptId: string | null): boolean {
  return live === null || live.run.promptId === promptId || (shownFor !== null && shownFor === promptId)
}

/** The run that is shown while this prompt is open, or `null`. */
export function shownRun(state: RunState, promptId: string | null): RunView | null {
  return state.opened ?? (isOwnRun(state, promptId) ? state.live : null)
}

export type RunStoreOptions = {
  /** Told to screen readers: start, first token, end, error. */
  announce: (message: string) => void
  /** A run has begun or ended: the history has a new or a changed row. */
  onRunChanged: (run: RunSummary) => void
  /** Resolves when the screen may be drawn again: what comes meanwhile is drawn together. */
  nextFrame?: () => Promise<void>
  /** Milliseconds on a clock that never goes back. */
  now?: () => number
}

export function createRunStore(host: Host, options: RunStoreOptions): RunStore {
  const { announce, onRunChanged, nextFrame = drawnFrame, now = () => performance.now() } = options
  let controller: AbortController | null = null
  let openedLast = 0

  return createStore<RunState>()((set, get) => {
    function take(events: readonly RunEvent[]) {
      const before = get().live
      const first = events[0]
      const view = before ?? (first?.type === 'start' ? viewOfRun(first.run) : null)
      if (!view) return
      const live = applyRunEvents(view, events)
      set({ live })
      for (const event of events) tell(event, live.run)
    }

    function tell(event: RunEvent, run: Run) {
      if (event.type === 'start') {
        announce('Run started.')
        onRunChanged(summaryOf(run))
      } else if (event.type === 'attempt' && event.attempt.retryAt) announce(waitWords(event.attempt))
      else if (event.type === 'block-delta' && event.isFirst) announce('The answer begins.')
      else if (event.type === 'end') {
        announce(endWords(event.run))
        onRunChanged(summaryOf(event.run))
      }
    }

    function choose(name: 'runs.retryNow' | 'runs.waitAsked') {
      const id = get().live?.run.id
      if (!id || !controller) return
      host.call(name, { id }).catch((error: unknown) => set({ failure: toErrorData(error) }))
    }

    /** Reads the run to its end; each turn of the loop draws once, and waits for the screen before the next. */
    async function follow(prompt: Prompt, signal: AbortSignal) {
      for await (const events of host.stream('runs.start', { prompt }, { signal })) {
        take(events)
        await nextFrame()
      }
      // Left without its last event, as after a lost connection: the record knows how the run stands.
      const run = get().live?.run
      if (run?.state === 'running') take([{ type: 'end', run: await host.call('runs.get', { id: run.id }) }])
    }

    return {
      live: null,
      opened: null,
      shownFor: null,
      runningSince: null,
      failure: null,
      start: async (prompt, shownFor) => {
        if (controller) return
        controller = new AbortController()
        set({ live: null, opened: null, shownFor: shownFor ?? null, failure: null, runningSince: now() })
        try {
          await follow(prompt, controller.signal)
        } catch (error) {
          const failure = toErrorData(error)
          set({ failure, live: interrupted(get().live) })
          announce(failure.message)
        } finally {
          controller = null
          set({ runningSince: null })
        }
      },
      stop: () => {
        if (!controller || controller.signal.aborted) return false
        controller.abort()
        return true
      },
      retryNow: () => choose('runs.retryNow'),
      waitAsked: () => choose('runs.waitAsked'),
      open: async (id, isRecord = false) => {
        const asked = ++openedLast
        const live = get().live?.run
        if (live?.id === id && (!isRecord || live.state === 'running')) return get().closeOpened()
        try {
          const run = await host.call('runs.get', { id })
          if (asked === openedLast) set({ opened: viewOfRun(run), failure: null })
        } catch (error) {
          if (asked === openedLast) set({ failure: toErrorData(error) })
        }
      },
      closeOpened: () => {
        openedLast += 1
        set({ opened: null, failure: null })
      },
    }
  })
}

/** A run whose stream broke off on the way to this window: what came is shown, and that it is not whole. */
function interrupted(view: RunView | null): RunView | null {
  if (view?.run.state !== 'running') return view
  const blocks = view.blocks.map((shown) => ({ ...shown, isComplete: true }))
  return { ...view, run: { ...view.run, state: 'truncated' }, blocks }
}

/** The row of a run without its answer: the history would otherwise keep every answer in memory. */
export function summaryOf(run: Run): RunSummary {
  const { id, promptId, promptName, connectionId, connectionName, model, apiVersion } = run
  const { startedAt, state, stopReason, status } = run
  const { inputTokens, outputTokens, costUsd, durationMs, excerpt } = run
  const about = { id, promptId, promptName, connectionId, connectionName, model, apiVersion }
  const outcome = { startedAt, state, stopReason, status, inputTokens, outputTokens, costUsd, durationMs, excerpt }
  return { ...about, ...outcome }
}

function waitWords({ number, status, waitMs }: Attempt): string {
  const seconds = Math.ceil((waitMs ?? 0) / 1_000)
  return `Attempt ${number} failed: ${status ?? 'no answer'}. The next one begins in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`
}

function endWords(run: Run): string {
  const took = run.durationMs === null ? '' : ` after ${durationText(run.durationMs)}`
  return run.state === 'failed' ? `Error: ${outcomeOf(run).words}` : `Run ended${took}. ${outcomeOf(run).words}`
}

/** The next frame of the screen; a hidden page draws none, so it is waited for a tenth of a second at most. */
function drawnFrame(): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, 100)
    requestAnimationFrame(() => {
      clearTimeout(timer)
      resolve()
    })
  })
}
