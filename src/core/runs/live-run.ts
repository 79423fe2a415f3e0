import type { ModelInfo } from '#shared/models/models'
import { type Accumulator, createAccumulator } from '#shared/runs/accumulate'
import type { Attempt, Run, RunError, RunState } from '#shared/runs/run'
import type { LoopTurns } from './loop-turns.ts'
import { withResponse } from './run-record.ts'
import { createRunSaver, type RunSaver } from './run-saver.ts'
import type { RunStore } from './run-store.ts'

/** How a run ended. */
export type Ending = { state: Exclude<RunState, 'running'>; error: RunError | null }

/** A run between its first row and its last: what has come so far, kept on the disk as it grows. */
export type LiveRun = {
  /** The run as it began: what is sent, and where. */
  initial: Run
  accumulator: Accumulator
  saver: RunSaver
  /** From here on the run's clocks count: its request is about to leave. */
  send: () => void
  /** Takes a try that has ended, or whose wait for the next one is known better. */
  putAttempt: (attempt: Attempt) => void
  /** The run as it stands, in a copy that later events do not change. */
  snapshot: () => Run
  /** Saves the last state and answers it. A run whose `message_stop` came is complete, whatever happened after. */
  finish: (ending: Ending) => Promise<Run>
}

/** @param saves Whose turn it is to save what has come so far. */
export function createLiveRun(initial: Run, store: RunStore, models: readonly ModelInfo[], saves: LoopTurns): LiveRun {
  const attempts: Attempt[] = []
  let sentAt: number | null = null
  const elapsedMs = () => (sentAt === null ? 0 : performance.now() - sentAt)
  const lastAttempt = () => attempts.at(-1) ?? null

  const accumulator = createAccumulator({ elapsedMs, requestId: () => lastAttempt()?.requestId ?? null })
  const snapshot = (): Run => ({
    ...withResponse(initial, accumulator.response(), accumulator.usage(), models),
    attempts: [...attempts],
    status: lastAttempt()?.status ?? null,
    requestId: lastAttempt()?.requestId ?? null,
    firstTokenMs: accumulator.firstDeltaMs(),
    durationMs: sentAt === null ? null : Math.round(elapsedMs()),
  })
  const saver = createRunSaver(store, snapshot, saves)

  return {
    initial,
    accumulator,
    saver,
    snapshot,
    send: () => {
      sentAt = performance.now()
    },
    putAttempt: (attempt) => {
      attempts[attempt.number - 1] = attempt
      saver.touch()
    },
    finish: async ({ state, error }) => {
      const ending: Ending = accumulator.isComplete() ? { state: 'completed', error: null } : { state, error }
      const last = { ...snapshot(), ...ending }
      const requestId = last.requestId ?? requestIdOf(ending.error)
      const run = { ...last, requestId, excerpt: last.excerpt === '' ? (ending.error?.title ?? '') : last.excerpt }
      const problem = await saver.finish(run)
      return problem === null ? run : { ...run, error: unsaved(run.error, problem) }
    },
  }
}

/** An error event inside a stream may be the only one to name the request. */
function requestIdOf(error: RunError | null): string | null {
  const requestId = error?.facts.requestId
  return typeof requestId === 'string' ? requestId : null
}

/** The run's own error with a note that the run is not on the disk; where it has none, that is its error. */
function unsaved(error: RunError | null, problem: unknown): RunError {
  const said = problem instanceof Error ? problem.message : String(problem)
  if (error) return { ...error, facts: { ...error.facts, notSaved: said } }
  const title = 'The answer is here, but it could not be saved'
  const advice = 'It is lost when this window closes: copy what you need. Then see whether the disk is full.'
  return {
    kind: 'storage',
    message: `${title}. ${advice}`,
    facts: { notSaved: said },
    title,
    advice,
    said,
    status: null,
    type: null,
  }
}
