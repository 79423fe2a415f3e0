/** What a person may choose while a run waits for its next try: to go at once, or to wait as long as the server asked. */
export type WaitChoice = 'now' | 'asked'

/** The pause before a run's next try. */
export type RetryWait = {
  /** Resolves after the pause with `over`, at once when the signal aborts, or earlier with what the person chose. */
  pause: (milliseconds: number, signal: AbortSignal) => Promise<WaitChoice | 'over'>
  /** Ends the pause with a choice. Does nothing where there is none. */
  choose: (choice: WaitChoice) => void
}

export function createRetryWait(): RetryWait {
  let settle: ((how: WaitChoice | 'over') => void) | null = null
  return {
    pause: (milliseconds, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve('over')
        const end = (how: WaitChoice | 'over') => {
          clearTimeout(timer)
          signal.removeEventListener('abort', onAbort)
          settle = null
          resolve(how)
        }
        const onAbort = () => end('over')
        const timer = setTimeout(() => end('over'), milliseconds)
        signal.addEventListener('abort', onAbort, { once: true })
        settle = end
      }),
    choose: (choice) => settle?.(choice),
  }
}
