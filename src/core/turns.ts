/** Runs a task when it is its turn. Rejects with the signal's reason when the signal aborts before that. */
export type Turns = <Result>(signal: AbortSignal, task: () => Promise<Result>) => Promise<Result>

/** Lets at most `most` tasks run at a time; the others wait, first come first served. */
export function createTurns(most: number): Turns {
  const waiting: (() => void)[] = []
  let running = 0

  const next = () => {
    if (running < most) waiting.shift()?.()
  }
  const turn = (signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason)
      const begin = () => {
        signal.removeEventListener('abort', leave)
        running += 1
        resolve()
      }
      const leave = () => {
        waiting.splice(waiting.indexOf(begin), 1)
        reject(signal.reason)
      }
      signal.addEventListener('abort', leave, { once: true })
      waiting.push(begin)
      next()
    })

  return async (signal, task) => {
    await turn(signal)
    try {
      return await task()
    } finally {
      running -= 1
      next()
    }
  }
}
