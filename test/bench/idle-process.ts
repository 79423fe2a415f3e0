// Does nothing, and tells how late its loop was all the same: what a busy machine costs a thread that has nothing to do.
import { monitorEventLoopDelay } from 'node:perf_hooks'

const delay = monitorEventLoopDelay({ resolution: 5 })
delay.enable()
process.once('message', () => {
  delay.disable()
  process.send?.(delay.percentile(99) / 1e6, () => process.exit())
})
