import type { WireHeader } from './wire.ts'

/** One of an account's rate limits, as a response told it (Messages API reference, errors and `anthropic-ratelimit-*`). */
export type RateLimit = {
  /** The header's own word: `requests`, `input-tokens`, or one that is not known yet. */
  kind: string
  limit: number
  remaining: number
  /** When it is full again; an ISO 8601 moment, or `null` where the server does not say. */
  resetAt: string | null
}

/** The limits of the latest response of a connection, and when that came. */
export type RateLimits = { at: string; limits: RateLimit[] }

const pattern = /^anthropic-ratelimit-(.+)-(limit|remaining|reset)$/
const usualOrder = ['requests', 'tokens', 'input-tokens', 'output-tokens']
const most = 12

/** The limits that a response's headers name, the usual ones first; none where a limit or what remains of it is no number. */
export function readRateLimits(headers: Iterable<WireHeader>): RateLimit[] {
  const found = new Map<string, Partial<Record<string, string>>>()
  for (const { name, value } of headers) {
    const [, kind, field] = pattern.exec(name.toLowerCase()) ?? []
    if (kind && field) found.set(kind, { ...found.get(kind), [field]: value })
  }
  const limits = [...found].flatMap(([kind, { limit, remaining, reset }]) => {
    const numbers = { limit: Number(limit ?? Number.NaN), remaining: Number(remaining ?? Number.NaN) }
    const isWhole = numbers.limit > 0 && numbers.remaining >= 0 && Number.isFinite(numbers.limit + numbers.remaining)
    return isWhole ? [{ kind: kind.slice(0, 60), ...numbers, resetAt: momentOf(reset) }] : []
  })
  const place = ({ kind }: RateLimit) => (usualOrder.includes(kind) ? usualOrder.indexOf(kind) : usualOrder.length)
  return limits.sort((a, b) => place(a) - place(b)).slice(0, most)
}

/** `Input tokens` for `input-tokens`. */
export function rateLimitLabel(kind: string): string {
  const words = kind.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function momentOf(text: string | undefined): string | null {
  const date = new Date(text ?? '')
  return Number.isNaN(date.getTime()) ? null : date.toISOString()
}
