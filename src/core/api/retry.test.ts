import { describe, expect, it } from 'vitest'
import { RequestFailure } from './request-failure.ts'
import { nextTry } from './retry.ts'
import { createRetryWait } from './retry-wait.ts'

const now = new Date('2026-11-22T12:00:00Z')
const status = (code: number, headers: Record<string, string> = {}, errorCode: string | null = null) =>
  new RequestFailure('status', { status: code, headers: new Headers(headers), errorCode })
const connection = (networkCode: string | null) => new RequestFailure('connection', { networkCode })
const next = (failure: RequestFailure, retriesSoFar = 0, random = 0) =>
  nextTry(failure, retriesSoFar, now, () => random)

describe('what is tried again', () => {
  it.each([408, 409, 429, 500, 501, 502, 503, 504, 529])('status %i is', (code) => {
    expect(next(status(code))).not.toBeNull()
  })

  it.each([400, 401, 402, 403, 404, 413, 422])('status %i is not', (code) => {
    expect(next(status(code))).toBeNull()
  })

  it.each(['enforced_spend_limit_reached', 'contract_spend_limit_reached'])('a spend limit (%s) is not', (code) => {
    expect(next(status(429, {}, code))).toBeNull()
    expect(next(status(429, {}, 'ramp_limit_exceeded'))).not.toBeNull()
  })

  it('x-should-retry decides where the server sends it', () => {
    expect(next(status(400, { 'x-should-retry': 'true' }))).not.toBeNull()
    expect(next(status(500, { 'x-should-retry': 'false' }))).toBeNull()
  })

  it('a lost or refused connection is, a refused certificate is not', () => {
    for (const code of ['ECONNRESET', 'ECONNREFUSED', 'ENOTFOUND', 'UND_ERR_SOCKET', null]) {
      expect(next(connection(code))).not.toBeNull()
    }
    for (const code of ['CERT_HAS_EXPIRED', 'ERR_TLS_CERT_ALTNAME_INVALID', 'DEPTH_ZERO_SELF_SIGNED_CERT']) {
      expect(next(connection(code))).toBeNull()
    }
  })

  it.each(['redirect', 'not-an-answer', 'headers-timeout', 'idle', 'stream-error', 'unsendable'] as const)(
    '%s is not',
    (kind) => {
      expect(next(new RequestFailure(kind))).toBeNull()
    },
  )

  it('nothing is after two further tries', () => {
    expect(next(status(529), 1)).not.toBeNull()
    expect(next(status(529), 2)).toBeNull()
  })
})

describe('how long the wait is', () => {
  it.each([
    ['milliseconds', { 'retry-after-ms': '1500', 'retry-after': '9' }, 1_500],
    ['seconds', { 'retry-after': '3' }, 3_000],
    ['fractions of a second', { 'retry-after': '0.25' }, 250],
    ['a date', { 'retry-after': 'Sun, 22 Nov 2026 12:00:07 GMT' }, 7_000],
  ])('as the server asks, in %s', (_form, headers, waitMs) => {
    expect(next(status(429, headers))).toEqual({ waitMs, waitReason: 'the server asked for it' })
  })

  it.each([
    ['absent', {}],
    ['zero', { 'retry-after': '0' }],
    ['negative', { 'retry-after': '-5' }],
    ['in the past', { 'retry-after': 'Sun, 22 Nov 2026 11:00:00 GMT' }],
    ['unreadable', { 'retry-after': 'soon' }],
  ])('half a second, then twice that, where what it asks for is %s', (_form, headers) => {
    expect(next(status(429, headers))).toEqual({ waitMs: 500, waitReason: 'the server named no wait' })
    expect(next(status(429, headers), 1)?.waitMs).toBe(1_000)
    expect(next(status(429, headers), 0, 1)?.waitMs).toBe(375)
  })

  it('never above a minute, and says what the server asked for', () => {
    const { waitMs, waitReason, askedWaitMs } = next(status(429, { 'retry-after': '315360000' }))!
    expect({ waitMs, askedWaitMs }).toEqual({ waitMs: 60_000, askedWaitMs: undefined })
    expect(waitReason).toContain('315,360,000 s')
  })

  it('offers to wait as long as the server asked, up to a day', () => {
    expect(next(status(429, { 'retry-after': '130' }))).toMatchObject({ waitMs: 60_000, askedWaitMs: 130_000 })
  })
})

describe('the pause', () => {
  it('ends at once when the signal aborts, or has aborted before', async () => {
    const controller = new AbortController()
    const { pause } = createRetryWait()
    const pausing = pause(600_000, controller.signal)
    controller.abort()
    expect([await pausing, await pause(600_000, controller.signal)]).toEqual(['over', 'over'])
  })

  it('ends by itself', async () => {
    expect(await createRetryWait().pause(1, new AbortController().signal)).toBe('over')
  })

  it('ends with the choice that a person makes, and takes none where there is no pause', async () => {
    const { pause, choose } = createRetryWait()
    choose('now')
    const pausing = pause(600_000, new AbortController().signal)
    choose('now')
    expect(await pausing).toBe('now')
  })
})
