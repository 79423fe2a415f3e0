// Usage by day and model as a chart and a table need it.
import type { UsageDay } from '#shared/runs/history'
import { dayOf } from './days.ts'

export type Measure = 'cost' | 'tokens'

export type UsageSum = Pick<
  UsageDay,
  'runs' | 'failedRuns' | 'inputTokens' | 'outputTokens' | 'costUsd' | 'unpricedRuns'
>

/** One colour of the chart: a model, or all that are left. `values` has a number for each day. */
export type UsageSeries = { name: string; values: number[] }

/** What stands for the models that have no colour of their own. */
export const otherModels = 'Other models'

const nothing: UsageSum = { runs: 0, failedRuns: 0, inputTokens: 0, outputTokens: 0, costUsd: 0, unpricedRuns: 0 }

/** All zero where there are none. */
export function sumOf(days: readonly UsageDay[]): UsageSum {
  return days.reduce(
    (sum, day) => ({
      runs: sum.runs + day.runs,
      failedRuns: sum.failedRuns + day.failedRuns,
      inputTokens: sum.inputTokens + day.inputTokens,
      outputTokens: sum.outputTokens + day.outputTokens,
      costUsd: sum.costUsd + day.costUsd,
      unpricedRuns: sum.unpricedRuns + day.unpricedRuns,
    }),
    nothing,
  )
}

/** The sums of each model, the one that cost most first. */
export function sumsByModel(days: readonly UsageDay[]): (UsageSum & { model: string })[] {
  const models = [...new Set(days.map(({ model }) => model))]
  return models
    .map((model) => ({ model, ...sumOf(days.filter((day) => day.model === model)) }))
    .toSorted((one, other) => other.costUsd - one.costUsd || tokensOf(other) - tokensOf(one))
}

/** Every day from the first to the last, also those without a run. */
export function daysBetween(from: string, to: string): string[] {
  const days: string[] = []
  for (let day = from; day <= to && days.length < 4_000; day = dayOf(`${day}T12:00:00`, 1)) days.push(day)
  return days
}

/** A series for each of the models that count most, and one for the others. */
export function seriesOf(
  usage: readonly UsageDay[],
  days: readonly string[],
  measure: Measure,
  most: number,
): UsageSeries[] {
  const models = sumsByModel(usage).map(({ model }) => model)
  const own = models.length <= most ? models : models.slice(0, most - 1)
  const names = own.length < models.length ? [...own, otherModels] : own
  const place = new Map(days.map((day, index) => [day, index]))
  const series = new Map(names.map((name) => [name, days.map(() => 0)]))
  for (const day of usage) {
    const values = series.get(day.model) ?? series.get(otherModels)
    const index = place.get(day.day)
    if (!values || index === undefined) continue
    values[index] = (values[index] ?? 0) + (measure === 'cost' ? day.costUsd : tokensOf(day))
  }
  return [...series].map(([name, values]) => ({ name, values }))
}

/** The sums of one day; of all days where none is meant. */
export function sumOfDay(usage: readonly UsageDay[], day: string | null): UsageSum {
  return sumOf(day === null ? usage : usage.filter((one) => one.day === day))
}

/**
 * How days stand beside each other, by their places: each with room for the whole of its bar, the first and the last one, too.
 * `steps`: so many days may lie between two labels, so that no day is named twice.
 */
export function dayScale(days: readonly string[]): { range: [number, number]; steps: number[] } {
  return { range: [-0.5, days.length - 0.5], steps: [1, 2, 4, 7, 14, 30, 61, 91, 182] }
}

/** Each series on top of the ones before it, the highest first: as bars that lie over each other are drawn. */
export function stacked(series: readonly UsageSeries[]): UsageSeries[] {
  const below: number[] = []
  const sums = series.map(({ name, values }) => ({
    name,
    values: values.map((value, index) => {
      below[index] = (below[index] ?? 0) + value
      return below[index]
    }),
  }))
  return sums.toReversed()
}

function tokensOf({ inputTokens, outputTokens }: Pick<UsageSum, 'inputTokens' | 'outputTokens'>): number {
  return inputTokens + outputTokens
}
