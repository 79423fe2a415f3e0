// @vitest-environment happy-dom
// What the chart of usage draws. The page has no canvas here: what uPlot would paint on it is written down instead.
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { UsageDay } from '#shared/runs/history'
import { mostSeries, UsageChart } from './usage-chart.tsx'
import { daysBetween, type Measure, seriesOf } from './usage-sums.ts'

type Bar = { x: number; top: number; bottom: number; width: number }
/** A path of bars as it was filled, and every text. */
type Painted = { fills: { colour: string; bars: Bar[] }[]; texts: string[] }

const width = 700
let painted: Painted
let leave = () => {}

class RecordedPath {
  bars: Bar[] = []
  rect(x: number, y: number, barWidth: number, height: number) {
    this.bars.push({ x, top: y, bottom: y + height, width: barWidth })
  }
  roundRect(x: number, y: number, barWidth: number, height: number) {
    this.rect(x, y, barWidth, height)
  }
  addPath() {}
  moveTo() {}
  lineTo() {}
}

/** A canvas context that takes everything. */
function recordingContext(): object {
  const known: Record<string, unknown> = {
    fill(this: { fillStyle: string }, path: unknown) {
      if (path instanceof RecordedPath) painted.fills.push({ colour: this.fillStyle, bars: path.bars })
    },
    fillText: (text: string) => painted.texts.push(text),
    measureText: () => ({ width: 10 }),
  }
  return new Proxy(known, { get: (target, name) => target[String(name)] ?? (() => {}) })
}

beforeEach(() => {
  painted = { fills: [], texts: [] }
  vi.stubGlobal('Path2D', RecordedPath)
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockImplementation(() => recordingContext() as never)
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(width)
  // Each colour by the name of its token.
  const style = { getPropertyValue: (token: string) => token, fontFamily: 'sans-serif' }
  vi.stubGlobal('getComputedStyle', () => style)
})
afterEach(() => {
  leave()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

const used = (day: string, model: string, costUsd: number, unpricedRuns = 0): UsageDay => ({
  day,
  model,
  runs: 1,
  failedRuns: 0,
  inputTokens: 100,
  outputTokens: 50,
  costUsd,
  unpricedRuns,
})

/** Draws these rows over these days; answers the bars of each series, in the order of the legend. */
async function drawn(usage: readonly UsageDay[], days: readonly string[], measure: Measure = 'cost') {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
  document.body.innerHTML = '<div id="root"></div>'
  const root = createRoot(document.getElementById('root')!)
  const series = seriesOf(usage, days, measure, mostSeries)
  await act(async () =>
    root.render(<UsageChart days={days} series={series} measure={measure} label="Cost per day" onDay={() => {}} />),
  )
  leave = () => act(() => root.unmount())
  await act(async () => new Promise((resolve) => setTimeout(resolve, 20)))
  const legend = [...document.querySelectorAll('figcaption span')].map(({ textContent }) => textContent)
  // The highest is painted first, and the ones below over it.
  const bars = painted.fills.toReversed().map((fill) => fill.bars)
  return { legend, bars, colours: painted.fills.toReversed().map(({ colour }) => colour), texts: painted.texts }
}
const heights = (bars: Bar[] | undefined) => bars?.map(({ top, bottom }) => bottom - top)

it('draws a bar for each day with its models on each other, and none for a day without a run', async () => {
  const usage = [used('2026-11-01', 'a', 1), used('2026-11-03', 'a', 2), used('2026-11-03', 'b', 1)]
  const { legend, colours, bars, texts } = await drawn(usage, daysBetween('2026-11-01', '2026-11-03'))
  expect([legend, colours]).toEqual([
    ['a', 'b'],
    ['--accent', '--assistant'],
  ])
  const [below, above] = [heights(bars[0])!, heights(bars[1])!]
  const dollar = below[0]!
  expect(dollar).toBeGreaterThan(20)
  expect([below, above]).toEqual([
    [dollar, 0, 2 * dollar],
    [dollar, 0, 3 * dollar],
  ])
  expect(bars[0]!.map(({ x }) => x)).toEqual(bars[1]!.map(({ x }) => x))
  expect(texts.slice(0, 3)).toEqual(['1 Nov', '2 Nov', '3 Nov'])
  expect(texts).toContain('$3.00')
})

it('draws one day in the middle, no wider than others, and names it once', async () => {
  const { bars, texts } = await drawn([used('2026-11-01', 'a', 1)], ['2026-11-01'])
  const [bar] = bars[0]!
  expect(bars[0]).toHaveLength(1)
  expect(bar!.width).toBe(48)
  expect(bar!.x).toBeGreaterThan(width / 3)
  expect(bar!.x + bar!.width).toBeLessThan(width)
  expect(texts.filter((text) => text === '1 Nov')).toHaveLength(1)
})

it('draws runs without a known price among the tokens, and no bar for a cost that is not known', async () => {
  const usage = [used('2026-11-01', 'a', 0, 1)]
  const cost = await drawn(usage, ['2026-11-01', '2026-11-02'])
  expect(heights(cost.bars[0])).toEqual([0, 0])
  leave()
  painted = { fills: [], texts: [] }
  const tokens = await drawn(usage, ['2026-11-01', '2026-11-02'], 'tokens')
  expect(heights(tokens.bars[0])).toEqual([expect.any(Number), 0])
  expect(heights(tokens.bars[0])![0]).toBeGreaterThan(20)
  expect(tokens.texts).toContain('150')
})

it('gives many models a colour each as far as there are some, and the rest one together, with all of the cost in the bar', async () => {
  const models = Array.from({ length: 9 }, (_, place) => used('2026-11-01', `model-${place}`, 9 - place))
  const { legend, colours, bars } = await drawn(models, ['2026-11-01'])
  expect(legend).toEqual(['model-0', 'model-1', 'model-2', 'model-3', 'model-4', 'Other models'])
  expect(new Set(colours).size).toBe(mostSeries)
  const tops = bars.map((bar) => heights(bar)![0]!)
  expect(tops).toEqual(tops.toSorted((one, other) => one - other))
  // 45 dollars on top of each other, 9 of them below.
  expect(tops.at(-1)! / tops[0]!).toBeCloseTo(5, 0)
})
