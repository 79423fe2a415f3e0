import { expect, it } from 'vitest'
import { mergeUsage, outputRate, totalInputTokens } from './usage.ts'

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
