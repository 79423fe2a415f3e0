// How long the thread that serves windows is held up: by the clock, and by its own processor time, which a busy machine does not change.
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { quantile } from './statistics.ts'

/**
 * `delayMs`: the 99th percentile of the delay of this thread's loop, by the clock. `workMs`: how long this thread worked between
 * two looks some milliseconds apart, its 99th percentile; work that is one long piece makes that long.
 */
export type LoopTimes = { delayMs: number; workMs: number }

const everyMs = 5

/** Measures this thread's loop while something goes on. */
export async function loopWhile(work: () => Promise<unknown>): Promise<LoopTimes> {
  const delay = monitorEventLoopDelay({ resolution: everyMs })
  const pieces: number[] = []
  let last = process.threadCpuUsage()
  const timer = setInterval(() => {
    const now = process.threadCpuUsage()
    pieces.push((now.user - last.user + now.system - last.system) / 1_000)
    last = now
  }, everyMs)
  delay.enable()
  await work()
  delay.disable()
  clearInterval(timer)
  return { delayMs: delay.percentile(99) / 1e6, workMs: quantile(pieces, 0.99) }
}

export const idle = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
