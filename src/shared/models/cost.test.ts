import { describe, expect, it } from 'vitest'
import catalogue from '#resources/models.json' with { type: 'json' }
import { costOf, hasServerTools, highestCost, longestCaching } from './cost.ts'
import { findModel, type ModelInfo } from './models.ts'
import { isPrice, pricesOf, withOwnPrices } from './prices.ts'

// Safe: a test of the core holds the file against its schema.
const models = catalogue as unknown as ModelInfo[]
const model = (id: string) => findModel(models, id)!
const million = { input_tokens: 1_000_000, output_tokens: 1_000_000 }

describe('the cost of a usage', () => {
  it('prices every kind of token at its own rate, and says how', () => {
    const usage = {
      ...million,
      cache_creation_input_tokens: 2_000_000,
      cache_read_input_tokens: 1_000_000,
      cache_creation: { ephemeral_5m_input_tokens: 1_500_000, ephemeral_1h_input_tokens: 500_000 },
    }
    const line = (kind: string, tokens: number, usdPerMTok: number, usd: number) => ({
      kind,
      tokens,
      usdPerMTok,
      isOwn: false,
      usd,
    })
    expect(costOf(usage, model('claude-haiku-4-5'))).toEqual({
      usd: 1 + 1.875 + 1 + 0.1 + 5,
      knownUsd: 1 + 1.875 + 1 + 0.1 + 5,
      model: 'claude-haiku-4-5-20251001',
      tier: 'standard',
      lines: [
        line('input', 1_000_000, 1, 1),
        line('cache-write-5m', 1_500_000, 1.25, 1.875),
        line('cache-write-1h', 500_000, 2, 1),
        line('cache-read', 1_000_000, 0.1, 0.1),
        line('output', 1_000_000, 5, 5),
      ],
      factors: [],
      unpriced: [],
    })
  })

  it('is unknown where a price is unknown, never zero; what is known of it is kept', () => {
    expect(costOf(million, null)).toMatchObject({ usd: null, knownUsd: 0, model: null })
    expect(costOf(million, model('claude-mythos-preview')).usd).toBeNull()
    const half = withOwnPrices(model('claude-mythos-preview'), { standard: { inputPerMTok: 3 } })
    expect(costOf(million, half)).toMatchObject({ usd: null, knownUsd: 3 })
  })

  it.each([
    ['as asked for', { ...million }, { inference_geo: 'us' }, 24 * 1.1],
    ['as served', { ...million, inference_geo: 'us' }, {}, 24 * 1.1],
    ['not where it was served elsewhere', { ...million, inference_geo: 'global' }, { inference_geo: 'us' }, 24],
  ])('multiplies for inference in the US: %s', (_how, usage, terms, usd) => {
    expect(costOf(usage, model('claude-opus-5-5'), terms).usd).toBeCloseTo(usd, 10)
  })

  it('does not know the price of a region that the model is not said to have', () => {
    const cost = costOf(million, model('claude-haiku-4-5'), { inference_geo: 'us' })
    expect(cost).toMatchObject({ usd: null, knownUsd: 6, factors: [{ kind: 'geo', factor: null }] })
  })

  it('halves what a batch costs', () => {
    expect(costOf(million, model('claude-opus-5-5'), { isBatch: true }).usd).toBe(12)
    expect(costOf({ ...million, service_tier: 'batch' }, model('claude-opus-5-5')).usd).toBe(12)
  })

  it('takes the fast prices where fast was served, with the cache multipliers on top', () => {
    const usage = { ...million, cache_read_input_tokens: 1_000_000, speed: 'fast' }
    // Opus 5.5: 8 and 40, and a cache read is 0.05 of the input price.
    expect(costOf(usage, model('claude-opus-5-5'))).toMatchObject({ usd: 8 + 0.4 + 40, tier: 'fast' })
    expect(costOf({ ...usage, speed: 'standard' }, model('claude-opus-5-5'), { speed: 'fast' }).usd).toBe(4 + 0.2 + 20)
    expect(costOf(usage, model('claude-fable-5-2')).usd).toBeNull()
  })

  it('is unknown where fast was asked for and the usage does not tell what was served, and on a priority tier', () => {
    expect(costOf(million, model('claude-opus-5-5'), { speed: 'fast' })).toMatchObject({ usd: null, tier: null })
    expect(costOf({ ...million, service_tier: 'priority' }, model('claude-opus-5-5')).usd).toBeNull()
  })

  it('charges the long-context price of Haiku 5.5 above 100,000 prompt tokens only, cached ones among them', () => {
    const haiku = model('claude-haiku-5-5')
    expect(costOf({ input_tokens: 100_000, output_tokens: 0 }, haiku).usd).toBeCloseTo(0.01, 10)
    const above = { input_tokens: 1, cache_read_input_tokens: 100_000, output_tokens: 0 }
    expect(costOf(above, haiku)).toMatchObject({ usd: 0.0000005 + 0.005, tier: 'longContext' })
  })

  it('names the uses of server tools, whose fees it does not know', () => {
    const usage = { ...million, server_tool_use: { web_search_requests: 2, web_fetch_requests: 0 } }
    expect(costOf(usage, model('claude-opus-5-5'))).toMatchObject({
      usd: null,
      knownUsd: 24,
      unpriced: [{ name: 'web_search_requests', count: 2 }],
    })
  })
})

describe('the most that a run can cost', () => {
  const plain = { inputTokens: 2_000, maxTokens: 1_024, caching: null }
  it.each([
    ['all input, and max_tokens of output', plain, 0.002 + 0.00512],
    ['a write for five minutes', { ...plain, caching: '5m' as const }, 0.0025 + 0.00512],
    ['a write for an hour', { ...plain, caching: '1h' as const }, 0.004 + 0.00512],
  ])('is %s', (_what, expectation, usd) => {
    expect(highestCost(expectation, model('claude-haiku-4-5')).usd).toBeCloseTo(usd, 10)
  })

  it('is that of fast mode where it is asked for, and of standard where the model has none', () => {
    expect(highestCost({ ...plain, speed: 'fast' }, model('claude-opus-5-5')).tier).toBe('fast')
    expect(highestCost({ ...plain, speed: 'fast' }, model('claude-haiku-4-5')).tier).toBe('standard')
  })
})

it('finds for how long anything is to be cached, wherever it is marked', () => {
  const block = (cache_control: object) => [{ content: [{ type: 'text', text: 'a', cache_control }] }]
  expect(longestCaching({ messages: block({ type: 'ephemeral' }) })).toBe('5m')
  expect(longestCaching({ messages: block({ type: 'ephemeral', ttl: '1h' }), cache_control: { ttl: '5m' } })).toBe('1h')
  expect(longestCaching({ messages: [{ content: 'cache_control' }], cache_control: null })).toBeNull()
})

it('tells tools that run at the API from those that do not', () => {
  expect(hasServerTools({ tools: [{ name: 'a', input_schema: {} }, { type: 'bash_20250124' }] })).toBe(false)
  expect(hasServerTools({ tools: [{ type: 'web_search_20260209', name: 'web_search' }] })).toBe(true)
  expect(hasServerTools({ mcp_servers: [{ url: 'https://mcp.test' }] })).toBe(true)
  expect(hasServerTools({})).toBe(false)
})

describe('prices of the user’s own', () => {
  it('take the place of list prices, one by one, and are marked in a cost', () => {
    const own = withOwnPrices(model('claude-haiku-4-5'), { standard: { outputPerMTok: 4 } })
    expect(costOf(million, own)).toMatchObject({ usd: 5, lines: [{ isOwn: false }, { isOwn: true, usdPerMTok: 4 }] })
    expect(own.ownPrices?.list.outputPerMTok).toBe(5)
  })

  it('give a model a fast price that the list lacks, and may be zero', () => {
    const own = withOwnPrices(model('claude-fable-5-2'), { fast: { inputPerMTok: 16, outputPerMTok: 80 } })
    expect(pricesOf(own, 'fast')).toMatchObject({ inputPerMTok: 16, outputPerMTok: 80, cacheRead: 0.4 })
    const free = withOwnPrices(model('claude-haiku-4-5'), { standard: { inputPerMTok: 0, outputPerMTok: 0 } })
    expect(costOf(million, free).usd).toBe(0)
  })

  it('leave the model as it is where nothing is set', () => {
    expect(withOwnPrices(model('claude-haiku-4-5'), { standard: {} })).toBe(model('claude-haiku-4-5'))
  })

  it.each([
    [0, true],
    [100_000, true],
    [-0.01, false],
    [100_001, false],
    [Number.NaN, false],
  ])('are numbers from zero on: %d', (number, is) => expect(isPrice(number)).toBe(is))
})
