import { expect, it } from 'vitest'
import type { UsageDay } from '#shared/runs/history'
import { dayScale, daysBetween, seriesOf, stacked, sumOf, sumOfDay, sumsByModel } from './usage-sums.ts'

const day = (date: string, model: string, costUsd: number, inputTokens = 10): UsageDay => ({
  day: date,
  model,
  runs: 1,
  failedRuns: 0,
  inputTokens,
  outputTokens: 5,
  costUsd,
  unpricedRuns: 0,
})
const usage = [
  day('2026-11-01', 'a', 1),
  day('2026-11-01', 'b', 2),
  day('2026-11-03', 'a', 4),
  day('2026-11-03', 'c', 0.5),
]

it('adds up everything, and each model by itself, the dearest first', () => {
  expect(sumOf(usage)).toEqual({
    runs: 4,
    failedRuns: 0,
    inputTokens: 40,
    outputTokens: 20,
    costUsd: 7.5,
    unpricedRuns: 0,
  })
  expect(sumsByModel(usage).map(({ model, costUsd, runs }) => [model, costUsd, runs])).toEqual([
    ['a', 5, 2],
    ['b', 2, 1],
    ['c', 0.5, 1],
  ])
})

it('has every day in between, over the change of a month and of the clock', () => {
  expect(daysBetween('2026-10-24', '2026-10-27')).toEqual(['2026-10-24', '2026-10-25', '2026-10-26', '2026-10-27'])
  expect(daysBetween('2026-02-27', '2026-03-01')).toEqual(['2026-02-27', '2026-02-28', '2026-03-01'])
  expect(daysBetween('2026-03-02', '2026-03-01')).toEqual([])
})

it('gives the models that cost most a series each, and the others one together', () => {
  const days = daysBetween('2026-11-01', '2026-11-03')
  expect(seriesOf(usage, days, 'cost', 2)).toEqual([
    { name: 'a', values: [1, 0, 4] },
    { name: 'Other models', values: [2, 0, 0.5] },
  ])
  expect(seriesOf(usage, days, 'tokens', 5).map(({ values }) => values)).toEqual([
    [15, 0, 15],
    [15, 0, 0],
    [0, 0, 15],
  ])
})

it('puts each series on the ones before it, the highest first', () => {
  const series = [
    { name: 'a', values: [1, 2] },
    { name: 'b', values: [3, 4] },
  ]
  expect(stacked(series)).toEqual([
    { name: 'b', values: [4, 6] },
    { name: 'a', values: [1, 2] },
  ])
})

it('adds up one day, or all of them where none is meant', () => {
  const costs = (['2026-11-01', '2026-11-02', null] as const).map((date) => sumOfDay(usage, date).costUsd)
  expect(costs).toEqual([3, 0, 7.5])
})

it('leaves the first and the last day room for the whole of their bars, and labels whole days only', () => {
  const { range, steps } = dayScale(daysBetween('2026-11-01', '2026-11-07'))
  expect(range).toEqual([-0.5, 6.5])
  expect(steps.every((days) => Number.isInteger(days))).toBe(true)
})
