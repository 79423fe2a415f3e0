// Errors that the API answers with, and the tries that follow, over real HTTP.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Simulator, startSimulator } from '#simulator/simulator'
import { destinationAt, promptOf, runEngine } from '../../../test/support/run-engine.ts'

let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator({ scenario: 'fast' })
})
afterAll(() => simulator.close())

const run = async (scenario: string) => (await runEngine(destinationAt(simulator.url, { scenario })).run()).run

describe('a try that the API refuses', () => {
  it('is followed by another, and the run completes (529 once)', async () => {
    const { state, error, attempts } = await run('overloaded-529?times=1')
    expect({ state, error }).toEqual({ state: 'completed', error: null })
    expect(attempts).toMatchObject([
      {
        number: 1,
        status: 529,
        failure: '529 · overloaded_error · Overloaded',
        waitReason: 'the server named no wait',
      },
      { number: 2, status: 200, failure: null, waitMs: null },
    ])
    expect(attempts[0]!.requestId).not.toBe(attempts[1]!.requestId)
  })

  it('is followed by two at most; then the run fails with all three told (529)', async () => {
    const { state, error, attempts, status, requestId, excerpt } = await run('overloaded-529')
    expect(state).toBe('failed')
    expect(attempts.map((attempt) => attempt.status)).toEqual([529, 529, 529])
    expect(error).toMatchObject({
      kind: 'api',
      title: 'The API is overloaded',
      said: 'Overloaded',
      status: 529,
      type: 'overloaded_error',
    })
    expect({ status, requestId, excerpt }).toEqual({
      status: 529,
      requestId: attempts[2]!.requestId,
      excerpt: error!.title,
    })
  })

  it('waits as long as the server asks (429 once)', async () => {
    const { state, attempts } = await run('rate-limit-429?times=1&retry-after=ms&seconds=1')
    expect(state).toBe('completed')
    expect(attempts).toMatchObject([
      { status: 429, waitMs: 1_000, waitReason: 'the server asked for it' },
      { status: 200 },
    ])
  })

  it('is the last one when a spend limit is reached', async () => {
    const { attempts, error } = await run('rate-limit-429?code=enforced_spend_limit_reached&retry-after=absent')
    expect(attempts).toHaveLength(1)
    expect(error).toMatchObject({ status: 429, title: 'The spend limit is reached' })
  })

  it('is the last one when the server says not to retry', async () => {
    const { attempts, error } = await run('server-error-500?should-retry=false')
    expect(attempts).toHaveLength(1)
    expect(error).toMatchObject({ status: 500, type: 'api_error' })
  })
})

describe('an error that no second try can mend', () => {
  it.each([
    ['unauthorized-401', 401, 'authentication_error', 'refused the key'],
    ['not-found-404', 404, 'not_found_error', 'does not know this model'],
    ['too-large-413?body=html', 413, null, 'The request is too large'],
  ])('%s is told at once', async (scenario, status, type, title) => {
    const { state, attempts, error } = await run(scenario)
    expect(state).toBe('failed')
    expect(attempts).toHaveLength(1)
    expect(error).toMatchObject({ kind: 'api', status, type })
    expect(error!.title).toContain(title)
    expect(error!.said).toBeTruthy()
  })

  it('a request that the API refuses is told in its words', async () => {
    const prompt = promptOf({ model: 'claude-opus-5-5', prefill: 'Sure:' })
    const { run: refused } = await runEngine(destinationAt(simulator.url)).run(prompt)
    expect(refused).toMatchObject({
      state: 'failed',
      status: 400,
      error: { kind: 'api', type: 'invalid_request_error' },
    })
    expect(refused.error!.said).toContain('does not support assistant message prefill')
  })
})
