import { createStore, type StoreApi } from 'zustand/vanilla'
import { type AppErrorData, toErrorData } from '#shared/app-error'
import type { Prompt } from '#shared/prompt/prompt'
import type { Attempt, Run, RunEvent, RunSummary } from '#shared/runs/run'
import { outcomeOf } from '#shared/runs/stop-reason'
import type { Host } from '../../host/host.ts'
import { durationText } from '../../parts/response/format.ts'
import { applyRunEvents, type RunView, viewOfRun } from '../../parts/response/run-view.ts'
import { answersToLetGo } from './ended-answers.ts'

/** The newest run that was made beside one prompt. */
type Place = {
  /** Going or ended; `null` before the first. */
  live: RunView | null
  /** When the run that is going began, on the store's clock; `null` while none is. */
  runningSince: number | null
  /** Why the last run could not even be recorded, or a run of the history not be opened. */
  failure: AppErrorData | null
}

/** Runs of several prompts may go at once; what is told here, and what is stopped, is that of the open prompt. */
export type RunState = Place & {
  /** The open prompt. */
  place: string | null
  /** A run out of the history, shown read-only in place of the live one. */
  opened: RunView | null
  /** The prompts beside which a run is going. */
  busy: ReadonlySet<string>
  /** Another prompt was opened: its newest run is told from now on. */
  turnTo: (promptId: string | null) => void
  /** The newest run made beside a prompt in this window; `null` before the first, and once it ended long ago. */
  newestOf: (promptId: string) => Run | null
  /**
   * Runs a prompt; resolves when the run has ended, however it did. Does nothing while another run of its place is going.
   * @param place The prompt beside which it is shown, where it is started again out of the history.
   */
  start: (prompt: Prompt, place?: string) => Promise<void>
  /** Aborts the request and keeps what came. Answers whether there was a run to stop. */
  stop: (promptId?: string) => boolean
  /** Stops the run that is opened, where it is going beside another prompt. */
  stopOpened: () => void
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

/** The run that is shown, or `null`. */
export function shownRun({ opened, live }: RunState): RunView | null {
  return opened ?? live
}

const untouched: Place = { live: null, runningSince: null, failure: null }

export type RunStoreOptions = {
  /** Told to screen readers: start, first token, end, error. */
  announce: (message: string) => void
  /** A run has begun or ended: the history has a new or a changed row. */
  onRunChanged: (run: RunSummary) => void
  /** A run of this prompt begins. */
  onBegin?: (promptId: string) => void
  /** A run has ended, however it did. */
  onEnd?: (run: Run) => void
  /** Resolves when the screen may be drawn again: what comes meanwhile is drawn together. */
  nextFrame?: () => Promise<void>
  /** Milliseconds on a clock that never goes back. */
  now?: () => number
}

export function createRunStore(host: Host, options: RunStoreOptions): RunStore {
  const { announce, onRunChanged, onBegin, onEnd, nextFrame = drawnFrame, now = () => performance.now() } = options
  const places = new Map<string, Place>()
  const going = new Map<string, AbortController>()
  /** The runs whose answers were let go, by prompt. */
  const left = new Map<string, string>()
  let openedLast = 0

  return createStore<RunState>()((set, get) => {
    const placeOf = (id: string | null) => (id === null ? undefined : places.get(id)) ?? untouched

    /** Keeps how it stands beside a prompt, and tells it where that is the open one. */
    function note(id: string, change: Partial<Place>) {
      const next = { ...placeOf(id), ...change }
      places.delete(id)
      places.set(id, next)
      if (get().place === id) set(change)
    }

    function letOldGo() {
      for (const [id, runId] of answersToLetGo(places, get().place)) {
        left.set(id, runId)
        places.delete(id)
      }
    }

    /** Reads the answer of the open prompt out of the history, where it was let go; what was deleted there is gone. */
    async function readBack(id: string) {
      const runId = left.get(id)
      if (runId === undefined) return
      const change = await host.call('runs.get', { id: runId }).then(
        (run): Partial<Place> => ({ live: viewOfRun(run), failure: null }),
        (error: unknown): Partial<Place> => ({ failure: toErrorData(error) }),
      )
      if (left.get(id) !== runId) return
      const isGone = change.failure?.kind === 'not-found'
      if (change.live || isGone) left.delete(id)
      if (!isGone) note(id, change)
    }

    function take(id: string, events: readonly RunEvent[]) {
      const first = events[0]
      const view = placeOf(id).live ?? (first?.type === 'start' ? viewOfRun(first.run) : null)
      if (!view) return
      const live = applyRunEvents(view, events)
      note(id, { live })
      if (get().opened?.run.id === live.run.id) set({ opened: live })
      for (const event of events) tell(id, event, live.run)
    }

    function tell(id: string, event: RunEvent, run: Run) {
      const say = (words: string) => announce(get().place === id ? words : `${run.promptName}: ${words}`)
      if (event.type === 'start') {
        say('Run started.')
        onRunChanged(summaryOf(run))
      } else if (event.type === 'attempt' && event.attempt.retryAt) say(waitWords(event.attempt))
      else if (event.type === 'block-delta' && event.isFirst) say('The answer begins.')
      else if (event.type === 'end') {
        say(endWords(event.run))
        onRunChanged(summaryOf(event.run))
        onEnd?.(event.run)
      }
    }

    function choose(name: 'runs.retryNow' | 'runs.waitAsked') {
      const { live, runningSince, place } = get()
      if (!live || place === null || runningSince === null) return
      host.call(name, { id: live.run.id }).catch((error: unknown) => note(place, { failure: toErrorData(error) }))
    }

    /** Reads the run to its end; each turn of the loop draws once, and waits for the screen before the next. */
    async function follow(id: string, prompt: Prompt, signal: AbortSignal) {
      for await (const events of host.stream('runs.start', { prompt }, { signal })) {
        take(id, events)
        await nextFrame()
      }
      // Left without its last event, as after a lost connection: the record knows how the run stands.
      const run = placeOf(id).live?.run
      if (run?.state === 'running') take(id, [{ type: 'end', run: await host.call('runs.get', { id: run.id }) }])
    }

    function breakOff(id: string, failure: AppErrorData) {
      const live = interrupted(placeOf(id).live)
      note(id, { failure, live })
      announce(failure.message)
      if (live) onEnd?.(live.run)
    }

    return {
      ...untouched,
      place: null,
      opened: null,
      busy: new Set(),
      turnTo: (promptId) => {
        const { place, opened } = get()
        if (promptId === place) return
        const own = placeOf(promptId)
        // What was watched from elsewhere is the prompt's own run now.
        const isOwn = opened !== null && opened === own.live
        set({ ...own, place: promptId, opened: isOwn ? null : opened })
        letOldGo()
        if (promptId !== null) void readBack(promptId)
      },
      newestOf: (promptId) => placeOf(promptId).live?.run ?? null,
      start: async (prompt, place = prompt.id) => {
        if (going.has(place)) return
        const controller = new AbortController()
        going.set(place, controller)
        left.delete(place)
        note(place, { live: null, failure: null, runningSince: now() })
        set({ busy: new Set(going.keys()) })
        // A loop may go on beside another prompt, where somebody reads something else.
        if (get().place === place) set({ opened: null })
        onBegin?.(prompt.id)
        try {
          await follow(place, prompt, controller.signal)
        } catch (error) {
          breakOff(place, toErrorData(error))
        } finally {
          going.delete(place)
          set({ busy: new Set(going.keys()) })
          note(place, { runningSince: null })
          letOldGo()
        }
      },
      stop: (promptId = get().place ?? undefined) => {
        const controller = promptId === undefined ? undefined : going.get(promptId)
        if (!controller || controller.signal.aborted) return false
        controller.abort()
        return true
      },
      stopOpened: () => {
        const id = get().opened?.run.id
        for (const [place, { live }] of places) if (live?.run.id === id) get().stop(place)
      },
      retryNow: () => choose('runs.retryNow'),
      waitAsked: () => choose('runs.waitAsked'),
      open: async (id, isRecord = false) => {
        const asked = ++openedLast
        const live = get().live?.run
        if (live?.id === id && (!isRecord || live.state === 'running')) return get().closeOpened()
        // One that is going beside another prompt goes on before one's eyes.
        const elsewhere = [...places.values()].find((place) => place.live?.run.id === id && place.runningSince !== null)
        if (elsewhere) return set({ opened: elsewhere.live, failure: null })
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
