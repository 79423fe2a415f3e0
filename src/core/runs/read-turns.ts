// A read costs the thread that serves the windows the same however little it brings, and a stream brings hundreds of small
// pieces a second. Where many runs go, a window shows a new piece of each every second frame or so: they are read about as often.
import { createLoopTurns } from './loop-turns.ts'

/** 1,000 reads a second of all runs together, in small groups: of 32 runs, each is read every second frame. */
const groupEveryMs = 4
const mostInGroup = 4
/** So few runs are read as their bytes come. */
const fewRuns = 4

/** Lets the runs that go at the same time read one after the other. */
export type ReadTurns = {
  /** The same values; the next one is asked for when it is its turn, but at once while `isUrgent` says so. */
  read: <Value>(values: AsyncIterable<Value>, isUrgent: () => boolean) => AsyncGenerator<Value>
}

export function createReadTurns(): ReadTurns {
  const loopTurn = createLoopTurns()
  const waiting: (() => void)[] = []
  let runs = 0
  let taken = 0
  let isGrouping = false

  const nextGroup = () => {
    isGrouping = true
    setTimeout(startGroup, groupEveryMs)
  }
  const startGroup = () => {
    const group = waiting.splice(0, mostInGroup)
    taken = group.length
    isGrouping = false
    if (taken > 0) nextGroup()
    for (const go of group) void loopTurn().then(go)
  }
  const turn = async (): Promise<void> => {
    if (!isGrouping) nextGroup()
    taken += 1
    if (taken > mostInGroup) await new Promise<void>((resolve) => waiting.push(resolve))
  }

  return {
    read: async function* read(values, isUrgent) {
      runs += 1
      try {
        for await (const value of values) {
          yield value
          if (runs > fewRuns && !isUrgent()) await turn()
        }
      } finally {
        runs -= 1
      }
    },
  }
}
