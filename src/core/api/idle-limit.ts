import { RequestFailure } from './request-failure.ts'
import type { FetchLimits } from './wire.ts'

/** Gives up waits that take too long. */
export type IdleLimit = {
  /** What `pending` resolves to; rejects with a RequestFailure where that takes longer than `idleMs` by the wall clock. One at a time. */
  wait: <Value>(pending: Promise<Value>) => Promise<Value>
  /** Nothing is waited for any more. */
  end: () => void
}

/**
 * One timer for all waits of a body, however many pieces it comes in. Timers stand still while a computer sleeps, so the clock
 * is looked at every few seconds; after a jump one more look is granted for what had already arrived.
 */
export function createIdleLimit({ idleMs, checkEveryMs }: FetchLimits, wallClock: () => number): IdleLimit {
  let giveUp: ((failure: RequestFailure) => void) | null = null
  let startedAt = 0
  let lookedAt = 0
  let timer: ReturnType<typeof setTimeout> | null = null

  const look = () => {
    timer = null
    if (!giveUp) return
    const previous = lookedAt
    lookedAt = wallClock()
    const hasSlept = lookedAt - previous > checkEveryMs * 3
    const leftMs = idleMs - (lookedAt - startedAt)
    if (leftMs <= 0 && !hasSlept) giveUp(new RequestFailure('idle', { limit: Math.round(idleMs / 1000) }))
    else timer = setTimeout(look, Math.min(checkEveryMs, leftMs > 0 ? leftMs : checkEveryMs))
  }

  return {
    wait: (pending) => {
      startedAt = wallClock()
      lookedAt = startedAt
      timer ??= setTimeout(look, Math.min(checkEveryMs, idleMs))
      return new Promise((resolve, reject) => {
        giveUp = reject
        pending.then(
          (value) => {
            giveUp = null
            resolve(value)
          },
          (error: unknown) => {
            giveUp = null
            reject(error)
          },
        )
      })
    },
    end: () => {
      giveUp = null
      if (timer) clearTimeout(timer)
      timer = null
    },
  }
}
