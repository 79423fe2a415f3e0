import type { Timers } from '#renderer/parts/prompt/timers'

/** Timers for tests: they run when the test lets time pass. */
export function handTimers(): Timers & { pass: (ms: number) => void } {
  let nowMs = 0
  let lastId = 0
  const waiting = new Map<unknown, { at: number; callback: () => void }>()
  return {
    now: () => nowMs,
    setTimeout: (callback, ms) => {
      waiting.set(++lastId, { at: nowMs + ms, callback })
      return lastId
    },
    clearTimeout: (timer) => void waiting.delete(timer),
    pass: (ms) => {
      nowMs += ms
      for (const [id, { at, callback }] of waiting) {
        if (at > nowMs || !waiting.delete(id)) continue
        callback()
      }
    },
  }
}
