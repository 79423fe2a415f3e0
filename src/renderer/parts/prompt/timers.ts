/** A clock in milliseconds that only goes forward, and timers: handed in, so that tests need not wait. */
export type Timers = {
  now: () => number
  setTimeout: (callback: () => void, ms: number) => unknown
  clearTimeout: (timer: unknown) => void
}

export const realTimers: Timers = {
  now: () => performance.now(),
  setTimeout: (callback, ms) => globalThis.setTimeout(callback, ms),
  // Safe: only what setTimeout above returned comes back here.
  clearTimeout: (timer) => globalThis.clearTimeout(timer as number),
}
