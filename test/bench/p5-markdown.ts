import { type BenchPage, openBenchPage } from './browser.ts'
import type { StreamOptions } from './page/streams.tsx'
import type { Shape } from './page/texts.ts'
import { measurePair } from './pair.ts'
import { type Line, number, ratioText } from './report.ts'
import { growth, median } from './statistics.ts'

// Chunks as in the calibration of the targets: 40 characters at a time where a naive renderer can follow, 400 beyond.
const comparisons = [
  { view: 'naive', name: 'naive react-markdown', length: 16_384, chunkLength: 40, pairs: 5, times: 8 },
  { view: 'streamdown', name: 'streamdown', length: 65_536, chunkLength: 40, pairs: 7, times: 4 },
  { view: 'streamdown', name: 'streamdown', length: 262_144, chunkLength: 400, pairs: 5, times: 4 },
] as const
const shapes: Record<Shape, string> = { prose: 'prose', paragraph: 'one paragraph', fence: 'one code fence' }
const lengths = [65_536, 262_144, 1_048_576]
const steepest = 1.15
const mostLate = 0.01

/** P5: main-thread time of Markdown that streams in; afterwards it must read like the same text rendered at once. */
export async function streamedMarkdown(): Promise<Line[]> {
  const bench = await openBenchPage()
  try {
    const lines: Line[] = []
    for (const comparison of comparisons) lines.push(await compare(bench, comparison))
    for (const shape of ['prose', 'paragraph', 'fence'] as const) lines.push(await grow(bench, shape))
    lines.push(await countLate(bench))
    return lines
  } finally {
    await bench.close()
  }
}

async function compare(
  bench: BenchPage,
  { view, name, length, chunkLength, pairs, times }: (typeof comparisons)[number],
): Promise<Line> {
  const options = { shape: 'prose', length, chunkLength, pace: 'idle' } as const
  const { ours, baseline, ...ratio } = await measurePair(
    async () => (await stream(bench, { view: 'ours', ...options })).ms,
    async () => (await stream(bench, { view, ...options })).ms,
    pairs,
  )
  return {
    id: 'P5',
    what: `streamed Markdown against ${name}, ${size(length)} in chunks of ${chunkLength}`,
    result: `${ratioText(ratio)}, ${number(median(ours))} against ${number(median(baseline))} ms of the main thread, that is ${number(1 / ratio.median)}x less`,
    target: `≥ ${times}x less`,
    isMet: ratio.high <= 1 / times,
  }
}

async function grow(bench: BenchPage, shape: Shape): Promise<Line> {
  await stream(bench, { view: 'ours', shape, length: 65_536, chunkLength: 400, pace: 'idle' })
  const costs: { size: number; cost: number }[] = []
  for (const length of lengths) {
    const goes: number[] = []
    const times = length > 500_000 ? 1 : 3
    while (goes.length < times) {
      goes.push((await stream(bench, { view: 'ours', shape, length, chunkLength: 400, pace: 'idle' })).ms)
    }
    costs.push({ size: length, cost: median(goes) })
  }
  const slope = growth(costs)
  return {
    id: 'P5',
    what: `growth with the text, ${shapes[shape]}, 64 KB to 1 MB in chunks of 400`,
    result: `slope ${number(slope)} (${costs.map(({ cost }) => `${number(cost)} ms`).join(', ')})`,
    target: `≤ ${steepest}`,
    isMet: slope <= steepest,
  }
}

async function countLate(bench: BenchPage): Promise<Line> {
  const options = { view: 'ours', shape: 'prose', length: 1_048_576, chunkLength: 400, pace: 'frame' } as const
  const { late, updates } = await stream(bench, options)
  return {
    id: 'P5',
    what: '1 MB of prose, 400 characters per frame: frames whose script and layout took over 16.7 ms',
    result: `${late} of ${number(updates)} (${number((100 * late) / updates)} %)`,
    target: '≤ 1 %',
    isMet: late / updates <= mostLate,
  }
}

/** @throws where the streamed text does not read like the one-shot rendering. */
async function stream({ page, taskMs }: BenchPage, options: StreamOptions) {
  let streamed = { updates: 0, late: 0 }
  const ms = await taskMs(async () => {
    streamed = await page.evaluate((wanted) => window.bench.stream(wanted), options)
  })
  const isWhole = await page.evaluate(({ shape, length }) => window.bench.endStream(shape, length), options)
  if (!isWhole)
    throw new Error(`${options.view} did not show the whole ${options.shape} of ${options.length} characters.`)
  return { ms, ...streamed }
}

function size(length: number): string {
  return `${length / 1_024} KB`
}
