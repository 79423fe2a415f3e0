// The rate-limit headers: a window of a minute whose remainders go down with what is used.
type Kind = 'requests' | 'input-tokens' | 'output-tokens'
const LIMITS: Record<Kind, number> = { requests: 4000, 'input-tokens': 2_000_000, 'output-tokens': 400_000 }
const WINDOW_MS = 60_000

export type RateLimits = {
  /** Counts one request with its tokens. */
  spend(tokens: { input: number; output: number }, now: Date): void
  /** The headers as they stand: resets in RFC 3339, remaining tokens rounded to thousands. */
  headers(now: Date): Record<string, string>
}

/** Limits that nothing was spent of yet. The simulator reports them; it refuses nothing by itself. */
export function createRateLimits(): RateLimits {
  let startedAt = 0
  let spent: Record<Kind, number> = { requests: 0, 'input-tokens': 0, 'output-tokens': 0 }
  const roll = (now: Date) => {
    if (now.getTime() - startedAt < WINDOW_MS && now.getTime() >= startedAt) return
    startedAt = now.getTime()
    spent = { requests: 0, 'input-tokens': 0, 'output-tokens': 0 }
  }
  return {
    spend({ input, output }, now) {
      roll(now)
      spent = {
        requests: spent.requests + 1,
        'input-tokens': spent['input-tokens'] + input,
        'output-tokens': spent['output-tokens'] + output,
      }
    },
    headers(now) {
      roll(now)
      const reset = new Date(startedAt + WINDOW_MS).toISOString().replace(/\.\d{3}Z$/, 'Z')
      const left = (kind: Kind) => Math.max(0, LIMITS[kind] - spent[kind])
      const tokens = {
        limit: LIMITS['input-tokens'] + LIMITS['output-tokens'],
        left: left('input-tokens') + left('output-tokens'),
      }
      return {
        ...rows('requests', LIMITS.requests, left('requests'), reset),
        ...rows('tokens', tokens.limit, toThousands(tokens.left), reset),
        ...rows('input-tokens', LIMITS['input-tokens'], toThousands(left('input-tokens')), reset),
        ...rows('output-tokens', LIMITS['output-tokens'], toThousands(left('output-tokens')), reset),
      }
    },
  }
}

const toThousands = (tokens: number) => Math.round(tokens / 1000) * 1000

const rows = (kind: string, limit: number, remaining: number, reset: string) => ({
  [`anthropic-ratelimit-${kind}-limit`]: String(limit),
  [`anthropic-ratelimit-${kind}-remaining`]: String(remaining),
  [`anthropic-ratelimit-${kind}-reset`]: reset,
})
