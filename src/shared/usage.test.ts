import { expect, it } from 'vitest'
import catalogue from '#resources/models.json' with { type: 'json' }
import { findModel, type ModelInfo } from './models.ts'
import { costUsd, highestCostUsd, mergeUsage, outputRate, totalInputTokens } from './usage.ts'

// Safe: resources/models.json is our own file and the catalogue's type describes it.
const models = catalogue as unknown as ModelInfo[]
const haiku = findModel(models, 'claude-haiku-4-5')
const usage = {
  input_tokens: 1_000_000,
  output_tokens: 1_000_000,
  cache_creation_input_tokens: 2_000_000,
  cache_read_input_tokens: 1_000_000,
  cache_creation: { ephemeral_5m_input_tokens: 1_000_000, ephemeral_1h_input_tokens: 1_000_000 },
}

it('adds uncached, written and read tokens to the total input', () => {
  expect(totalInputTokens(usage)).toBe(4_000_000)
})

it('prices every kind of token at its own rate', () => {
  expect(costUsd(usage, haiku)).toBeCloseTo(1 + 5 + 1.25 + 2 + 0.1, 10)
})

it('answers null where a price is unknown, never zero', () => {
  expect(costUsd(usage, null)).toBeNull()
  expect(costUsd(usage, findModel(models, 'claude-mythos-preview'))).toBeNull()
  expect(costUsd({ input_tokens: 1, output_tokens: 1 }, haiku, { isUsOnly: true })).toBeNull()
})

it('charges the long-context price of Haiku 5.5 above 100,000 prompt tokens only', () => {
  const model = findModel(models, 'claude-haiku-5-5')
  expect(costUsd({ input_tokens: 100_000, output_tokens: 0 }, model)).toBeCloseTo(0.01, 10)
  expect(costUsd({ input_tokens: 100_001, output_tokens: 0 }, model)).toBeCloseTo(0.0500005, 10)
})

it('knows the most that one run can cost', () => {
  expect(highestCostUsd(2_000, 1_024, haiku)).toBeCloseTo(0.002 + 0.00512, 10)
  expect(highestCostUsd(2_000, 1_024, haiku, { writesCache: true })).toBeCloseTo(0.004 + 0.00512, 10)
})

it('lays later usage over earlier usage and never adds', () => {
  const started = mergeUsage(null, { input_tokens: 12, output_tokens: 1, cache_read_input_tokens: 7 })
  expect(mergeUsage(started, { output_tokens: 40, cache_read_input_tokens: null })).toEqual({
    input_tokens: 12,
    output_tokens: 40,
    cache_read_input_tokens: 7,
  })
})

it('has no rate while the duration is unknown', () => {
  expect([outputRate(118, 1_534), outputRate(118, null), outputRate(118, 0)]).toEqual([76.92307692307692, null, null])
})
