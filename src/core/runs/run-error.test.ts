import { describe, expect, it } from 'vitest'
import { AppError } from '#shared/app-error'
import { type FailureKind, RequestFailure } from '../api/request-failure.ts'
import { attemptFailure, toRunError } from './run-error.ts'

const context = { host: 'api.test:8080', key: 'secret-key-0123', model: 'claude-haiku-4-5' }
const of = (kind: FailureKind, facts: RequestFailure['facts'] = {}) =>
  toRunError(new RequestFailure(kind, facts), context)

describe('an error of the API', () => {
  it.each([
    [400, 'api.test:8080 refused the request'],
    [401, 'api.test:8080 refused the key'],
    [402, 'There is a problem with the billing of this account'],
    [403, 'This key may not do that'],
    [404, 'api.test:8080 does not know this model or address'],
    [413, 'The request is too large'],
    [418, 'api.test:8080 refused the request'],
    [422, 'api.test:8080 refused the request'],
    [429, 'Too many requests or tokens'],
    [500, 'api.test:8080 failed'],
    [502, 'api.test:8080 failed'],
    [503, 'api.test:8080 is not ready'],
    [504, 'api.test:8080 took too long'],
    [529, 'The API is overloaded'],
  ])('%i has a title and an advice of its own', (status, title) => {
    const error = of('status', { status, type: null, said: 'its words', requestId: 'req_1' })
    expect(error).toMatchObject({ kind: 'api', title, status, said: 'its words', facts: { requestId: 'req_1' } })
    expect(error.message).toBe(`${title}. ${error.advice}`)
    expect(error.advice).toMatch(/\.$/)
  })

  it('inside a stream is told by its type, since there is no status', () => {
    expect(of('stream-error', { type: 'overloaded_error' }).title).toBe('The API is overloaded')
    expect(of('stream-error', { type: 'rate_limit_error' }).title).toBe('Too many requests or tokens')
    expect(of('stream-error', { type: 'something_new' }).title).toBe('api.test:8080 failed')
  })

  it('of a spend limit does not advise to wait', () => {
    const error = of('status', { status: 429, errorCode: 'contract_spend_limit_reached' })
    expect(error.title).toBe('The spend limit is reached')
    expect(error.advice).not.toContain('Wait')
  })

  it('of a rate limit names the wait that the server asks for', () => {
    const headers = new Headers({ 'retry-after': '12' })
    expect(of('status', { status: 429, headers }).advice).toContain('Wait 12 s')
    expect(of('status', { status: 429 }).advice).toContain('Wait a minute')
  })
})

describe('an error of the network', () => {
  it.each([
    ['ECONNREFUSED', 'Nothing listens at api.test:8080'],
    ['ENOTFOUND', 'api.test:8080 cannot be found'],
    ['EAI_AGAIN', 'api.test:8080 cannot be found'],
    ['ENETUNREACH', 'There is no way to api.test:8080'],
    ['UND_ERR_CONNECT_TIMEOUT', 'api.test:8080 did not answer the call'],
    ['UND_ERR_HEADERS_TIMEOUT', 'api.test:8080 did not answer in time'],
    ['CERT_HAS_EXPIRED', 'api.test:8080 cannot prove who it is'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'api.test:8080 cannot prove who it is'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'api.test:8080 cannot prove who it is'],
    ['EPROTO', 'api.test:8080 does not speak this protocol'],
    ['ECONNRESET', 'The connection to api.test:8080 was lost'],
    [null, 'The connection to api.test:8080 was lost'],
  ])('%s has words of its own', (networkCode, title) => {
    expect(of('connection', { networkCode })).toMatchObject({ kind: 'network', title, facts: { networkCode } })
  })
})

it('shows at most 2,000 characters of what was said', () => {
  expect(of('status', { status: 500, said: 'x'.repeat(5_000) }).said).toHaveLength(2_000)
})

it('never holds the key, whole or cut, wherever the server repeats it', () => {
  const said = `${'x'.repeat(1_990)}${context.key}`
  const echo = { said: `${context.key} `.repeat(9), type: context.key, requestId: context.key, errorCode: context.key }
  for (const kind of [
    'status',
    'stream-error',
    'redirect',
    'not-an-answer',
    'unreadable-event',
    'connection',
  ] as const) {
    expect(JSON.stringify(of(kind, echo))).not.toContain('secret-key')
    expect(of(kind, { said }).said).not.toContain('secret')
    expect(attemptFailure(new RequestFailure(kind, echo), context.key)).not.toContain('secret-key')
  }
})

it('passes an error of the core on, with its sentence as the advice', () => {
  const error = toRunError(new AppError('no-api-key', 'Set one in Settings.', { connectionId: 'anthropic' }), context)
  expect(error).toMatchObject({
    kind: 'no-api-key',
    advice: 'Set one in Settings.',
    facts: { connectionId: 'anthropic' },
  })
})

it('gives nothing away of an error that nobody expected', () => {
  const error = toRunError(new Error('cannot read x of undefined, prompt was: hello'), context)
  expect(error.kind).toBe('unexpected')
  expect(JSON.stringify(error)).not.toContain('hello')
})
