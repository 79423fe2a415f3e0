import { expect, it } from 'vitest'
import { growth, median, ratioOf } from './statistics.ts'

it('finds the slope of a power law', () => {
  const sizes = [1, 4, 16, 64]
  expect(growth(sizes.map((size) => ({ size, cost: 3 * size ** 2 })))).toBeCloseTo(2, 10)
  expect(growth(sizes.map((size) => ({ size, cost: 7 })))).toBeCloseTo(0, 10)
})

it('takes the median of the ratios of each pair and an interval around it', () => {
  const { median: middle, low, high } = ratioOf([2, 4, 6, 8, 100], [1, 2, 3, 4, 5])
  expect([middle, low]).toEqual([2, 2])
  expect(high).toBeGreaterThanOrEqual(2)
  expect(median([3, 1, 2, 4])).toBe(2.5)
})
