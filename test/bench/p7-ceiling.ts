import { openBenchPage } from './browser.ts'
import { frameTimes } from './frame-times.ts'
import type { PanesResult } from './page/panes.tsx'
import { type Line, number } from './report.ts'
import { quantile } from './statistics.ts'

const wanted = 10_000
/** Two frames of the screen. */
const mostMs = 33.4
const seconds = 10
const panes = [1, 2, 4, 8]

/** P7: as many visible tokens per second as can be kept up while frames still come; published peers cap at about 300. */
export async function tokensCeiling(): Promise<Line[]> {
  const bench = await openBenchPage()
  try {
    const lines: Line[] = []
    for (const count of panes) {
      // All panes together get the rate, as they would from one connection.
      const options = { panes: count, tokensPerSecond: wanted / count, seconds }
      await bench.page.evaluate((one) => window.bench.streamPanes(one), { ...options, seconds: 2 })
      let shown: PanesResult = { tokensPerSecond: 0, frameMs: [], keyMs: [] }
      const times = await frameTimes(bench, async () => {
        shown = await bench.page.evaluate((one) => window.bench.streamPanes(one), options)
      })
      const { tokensPerSecond, frameMs } = shown
      const all = tokensPerSecond * count
      const late = quantile(frameMs, 0.95)
      lines.push({
        id: 'P7',
        what: `${number(wanted)} tokens/s asked of ${count} ${count === 1 ? 'pane' : 'panes'} together, for ${seconds} s`,
        result: `${number(all)} tokens/s shown; a frame takes ${number(late)} ms (95 %), of which ${number(quantile(times, 0.95))} ms are processor time`,
        target: `≥ ${number(wanted)} tokens/s with ≤ 2 frames`,
        isMet: all >= 0.99 * wanted && late <= mostMs,
      })
    }
    return lines
  } finally {
    await bench.close()
  }
}
