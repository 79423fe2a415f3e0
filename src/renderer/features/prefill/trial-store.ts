import { createStore, type StoreApi } from 'zustand/vanilla'
import { toErrorData } from '#shared/app-error'
import type { Prompt } from '#shared/prompt/prompt'
import type { Run } from '#shared/runs/run'
import type { Host } from '../../host/host.ts'
import { applyRunEvents, type RunView, viewOfRun } from '../../parts/response/run-view.ts'

/** One side of a comparison. `failure`: why it could not even be recorded. */
export type Trial = { view: RunView | null; failure: string | null; isRunning: boolean }

export type TrialState = {
  trials: readonly Trial[]
  /** When the runs began, on the clock of `performance.now`; `null` while none is going. */
  runningSince: number | null
  /** Runs the prompts side by side; resolves when all have ended. Does nothing while runs are going. */
  start: (prompts: readonly Prompt[]) => Promise<void>
  /** Aborts what is going and keeps what came. */
  stop: () => void
}

export type TrialStore = StoreApi<TrialState>

/** @param onRunChanged Told of each run that begins or ends: the history has it. */
export function createTrialStore(host: Pick<Host, 'stream'>, onRunChanged: (run: Run) => void): TrialStore {
  let controller: AbortController | null = null
  return createStore<TrialState>()((set, get) => {
    const put = (index: number, change: Partial<Trial>) =>
      set({ trials: get().trials.map((trial, at) => (at === index ? { ...trial, ...change } : trial)) })

    async function follow(prompt: Prompt, index: number, signal: AbortSignal): Promise<void> {
      try {
        for await (const events of host.stream('runs.start', { prompt }, { signal })) {
          const first = events[0]
          const before = get().trials[index]?.view ?? (first?.type === 'start' ? viewOfRun(first.run) : null)
          if (!before) continue
          const view = applyRunEvents(before, events)
          put(index, { view })
          if (events.some(({ type }) => type === 'start' || type === 'end')) onRunChanged(view.run)
        }
      } catch (error) {
        put(index, { failure: toErrorData(error).message })
      } finally {
        put(index, { isRunning: false })
      }
    }

    return {
      trials: [],
      runningSince: null,
      start: async (prompts) => {
        if (controller) return
        const own = new AbortController()
        controller = own
        set({
          trials: prompts.map(() => ({ view: null, failure: null, isRunning: true })),
          runningSince: performance.now(),
        })
        await Promise.all(prompts.map((prompt, index) => follow(prompt, index, own.signal)))
        controller = null
        set({ runningSince: null })
      },
      stop: () => controller?.abort(),
    }
  })
}
