import { type BenchPage, openBenchPage } from './browser.ts'
import { frameTimes } from './frame-times.ts'
import type { StreamOptions } from './page/streams.tsx'
import type { Shape } from './page/texts.ts'
import { measurePair } from './pair.ts'
import { type Line, number, ratioText } from './report.ts'
import { growth, median, quantile } from './statistics.ts'

// What is counted is the main thread's script, style and layout, as in the calibration that the targets come from ("render
// and forced layout"), and not paint, which each frame does on both sides whatever changed. Nothing is forced: every view gets
// one chunk per real animation frame, inside a pane that is kept at its end by the app's own hook, because without frames the
// browser would not lay out what comes into sight. Nothing is taken off either side. Chunks are of 40 characters up to 64 KB
// and of 400 from 256 KB on, the same for all. `ours` is what the response pane shows a text block with.
const comparisons = [
  { view: 'naive', name: 'naive react-markdown', length: 16_384, chunkLength: 40, times: 8 },
  { view: 'streamdown', name: 'streamdown', length: 65_536, chunkLength: 40, times: 4 },
  { view: 'streamdown', name: 'streamdown', length: 262_144, chunkLength: 400, times: 4 },
] as const
/** A go takes at least as long as its frames last: 27 seconds at 64 KB. */
const pairs = 5
const shapes: Record<Shape, string> = { prose: 'prose', paragraph: 'one paragraph', fence: 'one code fence' }
const allShapes = ['prose', 'paragraph', 'fence'] as const
const lengths = [65_536, 262_144, 1_048_576]
const steepest = 1.15
const mostLate = 0.01
const frameMs = 16.7

/** P5: main-thread time of Markdown that streams in; afterwards it must read like the same text rendered at once. */
export function streamedMarkdown(): Promise<Line[]> {
  return onBenchPage(comparisons, compare)
}

/** How the main thread's time grows with the text. */
export function streamedMarkdownGrowth(): Promise<Line[]> {
  return onBenchPage(allShapes, grow)
}

/** The frames that took too long, paint and all, by processor time; by the clock, which needs a quiet machine, too. */
export function streamedMarkdownFrames(): Promise<Line[]> {
  return onBenchPage(allShapes, countLate)
}

async function onBenchPage<Case>(
  cases: readonly Case[],
  measure: (bench: BenchPage, one: Case) => Promise<Line>,
): Promise<Line[]> {
  const bench = await openBenchPage()
  try {
    const lines: Line[] = []
    for (const one of cases) lines.push(await measure(bench, one))
    return lines
  } finally {
    await bench.close()
  }
}

async function compare(
  bench: BenchPage,
  { view, name, length, chunkLength, times }: (typeof comparisons)[number],
): Promise<Line> {
  const options = { shape: 'prose', length, chunkLength } as const
  const { ours, baseline, ...ratio } = await measurePair(
    async () => (await stream(bench, { view: 'ours', ...options })).ms,
    async () => (await stream(bench, { view, ...options })).ms,
    pairs,
  )
  return {
    id: 'P5',
    what: `streamed Markdown against ${name}, ${size(length)} in chunks of ${chunkLength}`,
    result: `${ratioText(ratio)}, ${number(1 / ratio.median)}x less: ${number(median(ours))} against ${number(median(baseline))} ms of script, style and layout`,
    target: `≥ ${times}x less`,
    isMet: ratio.high <= 1 / times,
  }
}

async function grow(bench: BenchPage, shape: Shape): Promise<Line> {
  const options = { view: 'ours', shape, chunkLength: 400 } as const
  await stream(bench, { ...options, length: 65_536 })
  const goes: { size: number; cost: number }[] = []
  for (const length of lengths) goes.push({ size: length, cost: (await stream(bench, { ...options, length })).ms })
  const slope = growth(goes)
  return {
    id: 'P5',
    what: `growth with the text, ${shapes[shape]}, 64 KB to 1 MB in chunks of 400`,
    result: `slope ${number(slope)} (${goes.map(({ cost }) => `${number(cost)} ms`).join(', ')})`,
    target: `≤ ${steepest}`,
    isMet: slope <= steepest,
  }
}

async function countLate(bench: BenchPage, shape: Shape): Promise<Line> {
  const options = { view: 'ours', shape, chunkLength: 400 } as const
  await stream(bench, { ...options, length: 65_536 })
  let byClock = 0
  const times = await frameTimes(bench, async () => {
    const { late, updates } = await stream(bench, { ...options, length: 1_048_576 })
    byClock = late / updates
  })
  const idle = await stream(bench, { ...options, view: 'idle', length: 524_288 })
  const late = times.filter((ms) => ms > frameMs).length / times.length
  return {
    id: 'P5',
    what: `frames that took over ${frameMs} ms of processor time, 1 MB of ${shapes[shape]}, 400 characters per frame`,
    result:
      `${percent(late)} of ${number(times.length)}; half of them at most ${number(median(times))} ms, 99 % at most ${number(quantile(times, 0.99))} ms; ` +
      `by the clock ${percent(byClock)}, a page on which nothing changes ${percent(idle.late / idle.updates)}`,
    target: '≤ 1 %',
    isMet: late <= mostLate,
  }
}

/** @throws where the streamed text does not read like the one-shot rendering. */
async function stream({ page, workMs }: BenchPage, options: StreamOptions) {
  let streamed = { updates: 0, late: 0 }
  const ms = await workMs(async () => {
    streamed = await page.evaluate((wanted) => window.bench.stream(wanted), options)
  })
  const isWhole = await page.evaluate(({ shape, length }) => window.bench.endStream(shape, length), options)
  if (!isWhole && options.view !== 'idle') {
    throw new Error(`${options.view} did not show the whole ${options.shape} of ${options.length} characters.`)
  }
  return { ms, ...streamed }
}

function percent(share: number): string {
  return `${number(100 * share)} %`
}

function size(length: number): string {
  return `${length / 1_024} KB`
}
