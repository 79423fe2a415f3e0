import { isProxyRefusal } from './connection-error-words.ts'
import type { RequestFailure } from './request-failure.ts'

/** Tries after the first one (the official SDK's number). */
export const mostRetries = 2

/**
 * A pause before the next try, and why it is that long, in words. `askedWaitMs`: what the server asked for where that is
 * longer, and short enough to be offered.
 */
export type Retry = { waitMs: number; waitReason: string; askedWaitMs?: number }

const longestWaitMs = 60_000
const longestOfferedMs = 24 * 3_600_000
const firstWaitMs = 500
const longestOwnWaitMs = 8_000

/** Limits on spending: no later try can succeed (Messages API reference, errors). */
const spendLimits = ['enforced_spend_limit_reached', 'contract_spend_limit_reached']

/** A refused certificate stays refused. */
const lastingNetworkCodes = /^(CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/

/**
 * The pause before the next try, or `null` where there should be none. Retried are 408, 409, 429, 500 and above, and lost
 * connections; `x-should-retry` decides where a server sends it. The caller never asks once a byte of the body has come.
 * @param retriesSoFar 0 after the first try.
 * @param random A number from 0 up to 1, which spreads the tries of many clients.
 */
export function nextTry(
  failure: RequestFailure,
  retriesSoFar: number,
  now: Date,
  random: () => number = Math.random,
): Retry | null {
  if (retriesSoFar >= mostRetries || !isWorthAnother(failure)) return null
  const headers = failure.facts.headers ?? null
  const asked = headers && askedWait(headers, now)
  if (asked === null) {
    const waitMs = Math.min(firstWaitMs * 2 ** retriesSoFar, longestOwnWaitMs) * (1 - random() * 0.25)
    return { waitMs: Math.round(waitMs), waitReason: 'the server named no wait' }
  }
  if (asked <= longestWaitMs) return { waitMs: Math.round(asked), waitReason: 'the server asked for it' }
  const seconds = Math.round(asked / 1000).toLocaleString('en-US')
  const capped = { waitMs: longestWaitMs, waitReason: `the server asked for ${seconds} s; Antiphon waits at most 60 s` }
  return asked <= longestOfferedMs ? { ...capped, askedWaitMs: Math.round(asked) } : capped
}

function isWorthAnother({ kind, facts }: RequestFailure): boolean {
  if (kind === 'connection' && isProxyRefusal(facts.said)) return false
  if (kind === 'connection') return !lastingNetworkCodes.test(facts.networkCode ?? '')
  if (kind !== 'status') return false
  const advised = facts.headers?.get('x-should-retry')
  if (advised === 'true') return true
  if (advised === 'false') return false
  const status = facts.status ?? 0
  if (status === 429) return !spendLimits.includes(facts.errorCode ?? '')
  return status === 408 || status === 409 || status >= 500
}

/** Milliseconds that the server asks to wait; `null` where it names nothing usable: absent, unreadable, zero or past. */
function askedWait(headers: Headers, now: Date): number | null {
  const milliseconds = positive(Number.parseFloat(headers.get('retry-after-ms') ?? ''))
  if (milliseconds !== null) return milliseconds
  const text = headers.get('retry-after') ?? ''
  const seconds = Number.parseFloat(text)
  return positive(Number.isNaN(seconds) ? Date.parse(text) - now.getTime() : seconds * 1000)
}

function positive(value: number): number | null {
  return value > 0 ? value : null
}
