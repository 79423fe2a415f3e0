import type { BenchPage } from './browser.ts'

/** What the traces that are read here say of a stretch of work. Times are in microseconds; `tdur` is processor time. */
type TraceEvent = {
  name: string
  ph: string
  pid: number
  tid: number
  ts: number
  dur?: number
  tdur?: number
  args: { name?: string }
}

/**
 * Processor milliseconds of the page's main thread from each animation frame to the next, all tasks of them, while something
 * runs: script, style, layout, paint, and collecting garbage. What other processes take of a busy machine is not in it.
 */
export async function frameTimes({ cdp }: BenchPage, something: () => Promise<unknown>): Promise<number[]> {
  const events: TraceEvent[] = []
  const take = ({ value }: { value: object[] }) => {
    // Safe: the fields that are read below are those of the trace event format.
    for (const one of value) if (isWanted(one as TraceEvent)) events.push(one as TraceEvent)
  }
  cdp.on('Tracing.dataCollected', take)
  await cdp.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { recordMode: 'recordAsMuchAsPossible', includedCategories: ['devtools.timeline', 'toplevel'] },
  })
  await something()
  const complete = new Promise((resolve) => cdp.once('Tracing.tracingComplete', resolve))
  await cdp.send('Tracing.end')
  await complete
  cdp.off('Tracing.dataCollected', take)
  return timesOf(events)
}

const frameBegins = 'FireAnimationFrame'
const task = 'ThreadControllerImpl::RunTask'

function isWanted({ name, args }: TraceEvent): boolean {
  return name === frameBegins || name === task || (name === 'thread_name' && args.name === 'CrRendererMain')
}

/** A frame begins with the task that fires it; the tasks behind it, up to the next such one, count to it. */
function timesOf(events: readonly TraceEvent[]): number[] {
  const isOn = (main: TraceEvent) => (event: TraceEvent) => event.pid === main.pid && event.tid === main.tid
  const fires = (on: TraceEvent[]) => on.filter(({ name }) => name === frameBegins)
  const threads = events
    .filter(({ name }) => name === 'thread_name')
    .map((main) => events.filter((event) => event.ph === 'X' && isOn(main)(event)).sort((a, b) => a.ts - b.ts))
  const page = threads.reduce((most, on) => (fires(on).length > fires(most).length ? on : most), [])
  const begins = fires(page).map(({ ts }) => ts)
  const times: number[] = []
  let begun = 0
  for (const { name, ts, dur = 0, tdur = 0 } of page) {
    if (name !== task) continue
    const fired = begins[begun]
    const isFrame = fired !== undefined && fired >= ts && fired <= ts + dur
    if (isFrame) {
      times.push(tdur / 1_000)
      while ((begins[begun] ?? Number.POSITIVE_INFINITY) <= ts + dur) begun += 1
    } else if (times.length > 0) times[times.length - 1]! += tdur / 1_000
  }
  return times
}
