/** Resolves when it is the caller's turn: at once for the first one, later for each that comes before the next turn. */
export type LoopTurns = () => Promise<void>

/** One in a turn of the event loop: for what comes due for many runs in the same moment, and must not hold up what else is served. */
export function createLoopTurns(): LoopTurns {
  return createTurns((next) => void setImmediate(next))
}

/** At least so many milliseconds from one turn to the next: for work that nobody waits for. */
export function createPacedTurns(everyMs: number): LoopTurns {
  return createTurns((next) => void setTimeout(next, everyMs))
}

function createTurns(later: (next: () => void) => void): LoopTurns {
  const waiting: (() => void)[] = []
  let isTaken = false
  const next = () => {
    const go = waiting.shift()
    isTaken = go !== undefined
    if (!go) return
    later(next)
    go()
  }
  return () => {
    if (isTaken) return new Promise((resolve) => waiting.push(resolve))
    isTaken = true
    later(next)
    return Promise.resolve()
  }
}
