/** A ratio of two measurements taken side by side: the median over all pairs, and where it lies with 95 % confidence. */
export type Ratio = { median: number; low: number; high: number; pairs: number }

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  if (sorted.length === 0) return Number.NaN
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** The value below which the given share of all values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

/** The median of the ratios of each pair, with a bootstrap interval (2,000 resamples from a fixed seed). */
export function ratioOf(ours: readonly number[], baseline: readonly number[]): Ratio {
  const ratios = ours.map((value, index) => value / baseline[index]!)
  const random = seeded(1)
  const medians = Array.from({ length: 2_000 }, () =>
    median(ratios.map(() => ratios[Math.floor(random() * ratios.length)]!)),
  )
  return { median: median(ratios), low: quantile(medians, 0.025), high: quantile(medians, 0.975), pairs: ratios.length }
}

/** The slope of log(cost) over log(size): 0 is flat, 1 grows with the size, 2 with its square. */
export function growth(points: readonly { size: number; cost: number }[]): number {
  const x = points.map(({ size }) => Math.log(size))
  const y = points.map(({ cost }) => Math.log(cost))
  const meanX = x.reduce((sum, value) => sum + value, 0) / x.length
  const meanY = y.reduce((sum, value) => sum + value, 0) / y.length
  const top = x.reduce((sum, value, index) => sum + (value - meanX) * (y[index]! - meanY), 0)
  const bottom = x.reduce((sum, value) => sum + (value - meanX) ** 2, 0)
  return top / bottom
}

function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
}
