/** Resolves when it is the caller's turn: at once for the first one in a turn of the event loop, a turn later for each further one. */
export type LoopTurns = () => Promise<void>

/** For work that comes due for many runs in the same moment, so that it does not hold up what else this thread serves. */
export function createLoopTurns(): LoopTurns {
  const waiting: (() => void)[] = []
  let isTaken = false
  const next = () => {
    const go = waiting.shift()
    isTaken = go !== undefined
    if (!go) return
    setImmediate(next)
    go()
  }
  return () => {
    if (isTaken) return new Promise((resolve) => waiting.push(resolve))
    isTaken = true
    setImmediate(next)
    return Promise.resolve()
  }
}

/** The same with at least so many milliseconds from one turn to the next: for work that nobody waits for. */
export function createPacedTurns(everyMs: number): LoopTurns {
  const waiting: (() => void)[] = []
  let timer: ReturnType<typeof setTimeout> | null = null
  const next = () => {
    const go = waiting.shift()
    timer = go ? setTimeout(next, everyMs) : null
    go?.()
  }
  return () => {
    if (timer) return new Promise((resolve) => waiting.push(resolve))
    timer = setTimeout(next, everyMs)
    return Promise.resolve()
  }
}
