import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ConnectionKind } from '#shared/connections/connection'
import type { Run } from '#shared/runs/run'
import { type LayoutStore, number } from '../../parts/layout/layout-store.ts'
import type { TurnFollower } from '../../parts/prompt/list/follow-turns.ts'
import type { PromptStore } from '../../parts/prompt/store/prompt-store.ts'
import type { RunStore } from './run-store.ts'

/** A loop of runs that answers tool calls with canned results. */
export type Loop = {
  promptId: string
  /** Runs made by the loop; the one that it began with is not among them. */
  runs: number
  /** What its runs cost so far in US dollars, that first one too. */
  costUsd: number
  /** Whether some of them have no known price: then it is at least that much. */
  isAtLeast: boolean
  /** Why it ended, in a sentence; `null` while it goes. */
  ended: string | null
}

export type LoopState = {
  /** The latest loop of this window. */
  loop: Loop | null
  /** How many runs a loop may make. */
  limit: number
  setLimit: (limit: number) => void
  /** Goes on from this run, which has ended; resolves when the loop has. Does nothing while one goes. */
  start: (first: Run) => Promise<void>
  /** Ends the loop, and the run that it waits for. */
  stop: () => void
  /** Forgets a loop that has ended. */
  close: () => void
}

export type LoopStore = StoreApi<LoopState>

export type LoopOptions = {
  prompts: PromptStore
  runs: RunStore
  /** Runs the open prompt as the Run button does; resolves when the run has ended, or something is asked first. */
  run: () => Promise<void>
  /** Whether something is asked before a run. */
  isAsking: () => boolean
  connectionKind: () => ConnectionKind
  announce: (message: string) => void
  /** Asked for when a loop begins: it is told of what the loop adds to the messages. */
  follow: () => TurnFollower
  /** Remembers the limit from start to start. */
  layout: LayoutStore
  newId?: () => string
}

const usualLimit = 10
const limitName = 'loop.limit'

export function createLoopStore(options: LoopOptions): LoopStore {
  const {
    prompts,
    runs,
    run: runPrompt,
    isAsking,
    connectionKind,
    announce,
    layout,
    newId = () => crypto.randomUUID(),
  } = options
  return createStore<LoopState>()((set, get) => {
    let isStopped = false

    function change(loop: Partial<Loop>) {
      const before = get().loop
      if (before) set({ loop: { ...before, ...loop } })
    }

    /** Makes the next run, or answers why there is none. */
    async function step(
      before: Run,
      follower: TurnFollower,
    ): Promise<{ run: Run; reason?: undefined } | { reason: string }> {
      const { loopStep } = await import('#shared/conversation/tool-loop')
      const prompt = prompts.getState().settle()
      if (isStopped) return { reason: 'You stopped it.' }
      if (!prompt) return { reason: 'No prompt is open.' }
      const next = loopStep(before, prompt, { connectionKind: connectionKind(), newIds: [newId(), newId()] })
      if (next.kind === 'end') return { reason: next.reason }
      const { limit, loop } = get()
      if ((loop?.runs ?? 0) >= limit)
        return {
          reason: `It made ${limit} ${limit === 1 ? 'run' : 'runs'}, its limit: Run the loop goes on from here.`,
        }
      prompts.getState().edit(next.apply)
      const added = prompts.getState().prompt?.messages.at(-1)
      if (added) follower.added(added.id)
      const newest = runs.getState().newestOf(prompt.id)?.id
      await runPrompt()
      const run = runs.getState().newestOf(prompt.id)
      if (run && run.id !== newest) return { run }
      return {
        reason: isAsking() ? 'Run asks first: the next request would be refused.' : 'The next run was not made.',
      }
    }

    async function goOn(first: Run, follower: TurnFollower): Promise<string> {
      let run = first
      for (;;) {
        const taken = await step(run, follower)
        if (taken.reason !== undefined) return taken.reason
        run = taken.run
        const { runs: made = 0, costUsd = 0, isAtLeast = false } = get().loop ?? {}
        change({
          runs: made + 1,
          costUsd: costUsd + (run.costUsd ?? 0),
          isAtLeast: isAtLeast || run.costUsd === null,
        })
      }
    }

    return {
      loop: null,
      limit: number(layout.getState().layout, limitName) ?? usualLimit,
      setLimit: (limit) => {
        set({ limit })
        layout.getState().remember(limitName, limit)
      },
      start: async (first) => {
        const { loop } = get()
        if (first.state === 'running' || (loop && loop.ended === null)) return
        isStopped = false
        set({
          loop: {
            promptId: first.promptId,
            runs: 0,
            costUsd: first.costUsd ?? 0,
            isAtLeast: first.costUsd === null,
            ended: null,
          },
        })
        const follower = options.follow()
        const reason = await goOn(first, follower).catch((error: unknown) =>
          error instanceof Error ? error.message : 'Something went wrong.',
        )
        follower.end()
        change({ ended: reason })
        announce(`The loop ended. ${reason}`)
      },
      stop: () => {
        isStopped = true
        runs.getState().stop(get().loop?.promptId)
      },
      close: () => set(({ loop }) => (loop?.ended == null ? {} : { loop: null })),
    }
  })
}
