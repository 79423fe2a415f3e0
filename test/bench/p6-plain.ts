import { type BenchPage, openBenchPage } from './browser.ts'
import type { StreamOptions, StreamView } from './page/streams.tsx'
import { measurePair } from './pair.ts'
import { type Line, number, ratioText } from './report.ts'
import { growth, median } from './statistics.ts'

const baselines = [
  { view: 'pre', name: 'one <pre>' },
  { view: 'node', name: 'one text node' },
] as const
/** A go takes at least as long as its frames last: 27 seconds at 64 KB. */
const pairs = 3
const length = 65_536
const lengths = [65_536, 262_144, 1_048_576]
const times = 5
const steepest = 1.1

/** P6: main-thread time of plain text that streams in, 40 characters a frame, as P5 counts it. */
export async function plainText(): Promise<Line[]> {
  const bench = await openBenchPage()
  try {
    const lines: Line[] = []
    for (const { view, name } of baselines) {
      const ratio = await measurePair(
        () => stream(bench, 'plain', length, 40),
        () => stream(bench, view, length, 40),
        pairs,
      )
      lines.push({
        id: 'P6',
        what: `streamed plain text against ${name}, 64 KB in chunks of 40`,
        result: `${ratioText(ratio)}, ${number(1 / ratio.median)}x less: ${number(median(ratio.ours))} against ${number(median(ratio.baseline))} ms`,
        target: `≥ ${times}x less`,
        isMet: ratio.high <= 1 / times,
      })
    }
    lines.push(await grow(bench))
    return lines
  } finally {
    await bench.close()
  }
}

async function grow(bench: BenchPage): Promise<Line> {
  await stream(bench, 'plain', length, 400)
  const goes: { size: number; cost: number }[] = []
  for (const size of lengths) goes.push({ size, cost: await stream(bench, 'plain', size, 400) })
  const slope = growth(goes)
  return {
    id: 'P6',
    what: 'growth with the text, 64 KB to 1 MB in chunks of 400',
    result: `slope ${number(slope)} (${goes.map(({ cost }) => `${number(cost)} ms`).join(', ')})`,
    target: `≤ ${steepest}`,
    isMet: slope <= steepest,
  }
}

/** @throws where the view does not hold the whole text in the end. */
async function stream({ page, workMs }: BenchPage, view: StreamView, size: number, chunkLength: number) {
  const options: StreamOptions = { view, shape: 'prose', length: size, chunkLength }
  const ms = await workMs(() => page.evaluate((wanted) => window.bench.stream(wanted), options))
  const isWhole = await page.evaluate((wanted) => window.bench.endPlain(wanted.shape, wanted.length), options)
  if (!isWhole) throw new Error(`${view} did not show the whole text of ${size} characters.`)
  return ms
}
