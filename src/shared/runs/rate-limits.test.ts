import { expect, it } from 'vitest'
import { rateLimitLabel, readRateLimits } from './rate-limits.ts'

const headers = (values: Record<string, string>) => Object.entries(values).map(([name, value]) => ({ name, value }))

it('reads every limit that a response names, the usual ones first, unknown ones too', () => {
  const limits = readRateLimits(
    headers({
      'Anthropic-Ratelimit-Fast-Tokens-Limit': '100',
      'anthropic-ratelimit-fast-tokens-remaining': '0',
      'anthropic-ratelimit-input-tokens-limit': '2000000',
      'anthropic-ratelimit-input-tokens-remaining': '1997000',
      'anthropic-ratelimit-input-tokens-reset': '2026-11-22T14:08:00Z',
      'anthropic-ratelimit-requests-limit': '4000',
      'anthropic-ratelimit-requests-remaining': '3998',
      'anthropic-ratelimit-requests-reset': 'soon',
      'request-id': 'req_1',
    }),
  )
  expect(limits).toEqual([
    { kind: 'requests', limit: 4_000, remaining: 3_998, resetAt: null },
    { kind: 'input-tokens', limit: 2_000_000, remaining: 1_997_000, resetAt: '2026-11-22T14:08:00.000Z' },
    { kind: 'fast-tokens', limit: 100, remaining: 0, resetAt: null },
  ])
  expect(limits.map(({ kind }) => rateLimitLabel(kind))).toEqual(['Requests', 'Input tokens', 'Fast tokens'])
})

it('names none where the numbers are missing, negative or no numbers', () => {
  expect(
    readRateLimits(
      headers({
        'anthropic-ratelimit-requests-limit': '4000',
        'anthropic-ratelimit-tokens-limit': 'many',
        'anthropic-ratelimit-tokens-remaining': '1',
        'anthropic-ratelimit-a-limit': '-1',
        'anthropic-ratelimit-a-remaining': '0',
        'anthropic-ratelimit-b-limit': '5',
        'anthropic-ratelimit-b-remaining': 'Infinity',
        'anthropic-ratelimit-c-limit': 'Infinity',
        'anthropic-ratelimit-c-remaining': '1',
      }),
    ).map(({ kind }) => kind),
  ).toEqual([])
})
