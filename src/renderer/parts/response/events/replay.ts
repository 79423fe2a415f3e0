import { type Accumulator, createAccumulator } from '#shared/runs/accumulate'
import type { Run, RunEvent } from '#shared/runs/run'
import type { WireEvent } from '#shared/runs/wire'
import type { JsonObject } from '#shared/text/json'
import { applyRunEvents, type RunView, viewOfRun } from '../run-view.ts'

/** Plays the events of a run into the view that the run itself was shown in. */
export type Player = {
  /** How many events have been played. */
  played: () => number
  /** The view after so many events; going back begins anew. After the last one the run is as it was recorded. */
  playTo: (count: number) => RunView
}

/** @param run As it was recorded. */
export function createPlayer(run: Run, events: readonly WireEvent[]): Player {
  let state = begin(run)
  return {
    played: () => state.played,
    playTo: (count) => {
      if (count < state.played) state = begin(run)
      const out: RunEvent[] = []
      for (; state.played < Math.min(count, events.length); state.played += 1) {
        state.atMs = events[state.played]?.atMs ?? 0
        const event = readEvent(events[state.played])
        if (event) state.accumulator.take(event, out)
      }
      const isWhole = state.played === events.length && run.state !== 'running'
      if (isWhole) out.push({ type: 'end', run })
      state.view = applyRunEvents(state.view, out)
      return state.view
    },
  }
}

type Playing = { played: number; atMs: number; view: RunView; accumulator: Accumulator }

function begin(run: Run): Playing {
  const response = { id: null, model: null, content: [], stop_reason: null, stop_sequence: null, stop_details: null }
  const unanswered: Run = {
    ...run,
    state: 'running',
    response,
    usage: null,
    error: null,
    stopReason: null,
    attempts: [],
  }
  const state: Playing = {
    played: 0,
    atMs: 0,
    view: viewOfRun(unanswered),
    accumulator: createAccumulator({ elapsedMs: () => state.atMs, requestId: () => run.requestId }),
  }
  return state
}

/** The event as the run took it; `null` for a ping, an error or what cannot be read. */
function readEvent(event: WireEvent | undefined): JsonObject | null {
  if (!event || event.kind === 'ping' || event.kind === 'error') return null
  try {
    const value: unknown = JSON.parse(event.data)
    // Safe: what JSON.parse makes is JSON, and an object is checked for.
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null
  } catch {
    return null
  }
}
