// How fast an answer leaves: as a model would write it, so that a person sees it stream.
import { setImmediate } from 'node:timers/promises'
import { pause } from './exchange.ts'
import { randomFrom } from './random.ts'
import type { StreamEvent } from './stream.ts'

/** Milliseconds before the first token, and after it for every event by its tokens. */
export type Pace = { firstMs: number; eventMs: (event: StreamEvent) => number }

/** About 250 ms to the first token, then 60 to 120 tokens a second, the same for the same request. */
export function usualPace(seed: string): Pace {
  const tokensPerSecond = randomFrom(seed).between(60, 120)
  return { firstMs: 250, eventMs: ({ tokens }) => (tokens * 1000) / tokensPerSecond }
}

/** Everything at once. */
export const noPace: Pace = { firstMs: 0, eventMs: () => 0 }

const EVENTS_PER_TURN = 64

/**
 * The events, each at its time. Late timers are made up for, so that the rate holds.
 * @throws ClientGone when the client leaves meanwhile.
 */
export async function* paced(
  events: Iterable<StreamEvent>,
  pace: Pace,
  signal: AbortSignal,
): AsyncGenerator<StreamEvent> {
  let dueAt = performance.now() + pace.firstMs
  let sent = 0
  for (const event of events) {
    dueAt += pace.eventMs(event) + (event.waitMs ?? 0)
    const waitMs = dueAt - performance.now()
    if (waitMs > 1) await pause(waitMs, signal)
    // Without a wait the loop would keep the thread: let other connections have it now and then.
    else if (sent % EVENTS_PER_TURN === 0) await setImmediate()
    sent += 1
    yield event
  }
}
