// The server around the API: who may call, what every answer carries, which paths there are.
import { request } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Simulator, startSimulator } from './simulator.ts'
import { ask, eventsIn, hello, post } from './test-client.ts'

let simulator: Simulator
let clock: Date
beforeEach(async () => {
  clock = new Date('2026-11-22T12:00:00Z')
  simulator = await startSimulator({ scenario: 'fast', now: () => clock })
})
afterEach(() => simulator.close())

const status = async (response: Promise<Response>) => (await response).status
const errorOf = async (response: Response) =>
  ((await response.json()) as { error: { type: string; message: string } }).error

describe('credentials', () => {
  const none = { 'x-api-key': '' }
  const send = (headers: Record<string, string>) =>
    fetch(`${simulator.url}/v1/models`, { headers: { 'anthropic-version': '2026-10-21', ...headers } })

  it('are any key, in either header', async () => {
    expect(await status(send({ 'x-api-key': 'k' }))).toBe(200)
    expect(await status(send({ authorization: 'Bearer k' }))).toBe(200)
  })

  it('are required', async () => {
    const response = await send({})
    expect([response.status, (await errorOf(response)).type]).toEqual([401, 'authentication_error'])
  })

  it.each([
    [{ 'x-api-key': 'an-invalid-key' }, 'invalid x-api-key'],
    [none, 'invalid x-api-key'],
    [{ authorization: 'Bearer invalid' }, 'Invalid bearer token'],
    [{ authorization: 'Basic abc' }, 'Invalid bearer token'],
    [{ 'x-api-key': 'invalid', authorization: 'Bearer good' }, 'invalid x-api-key'],
  ])('are refused as %o', async (headers, message) => {
    const response = await send(headers)
    expect([response.status, await errorOf(response)]).toEqual([401, { type: 'authentication_error', message }])
  })

  it('are read from x-api-key when both arrive', async () => {
    expect(await status(send({ 'x-api-key': 'good', authorization: 'Bearer invalid' }))).toBe(200)
  })
})

describe('the version header', () => {
  it.each([
    ['', 'anthropic-version: header is required'],
    ['2025-01-01', 'anthropic-version: "2025-01-01" is not a valid API version'],
  ])('%s is refused', async (version, message) => {
    const response = await post(simulator, hello, { headers: { 'anthropic-version': version } })
    expect([response.status, await errorOf(response)]).toEqual([400, { type: 'invalid_request_error', message }])
  })
})

describe('every answer', () => {
  it('has an id of its own, the organisation, and the state of the rate limits', async () => {
    const [one, other] = [await post(simulator, hello), await post(simulator, hello)]
    const { headers } = one
    expect(headers.get('request-id')).toMatch(/^req_/)
    expect(other.headers.get('request-id')).not.toBe(headers.get('request-id'))
    expect(headers.get('anthropic-organization-id')).toMatch(/^[0-9a-f-]{36}$/)
    for (const kind of ['requests', 'tokens', 'input-tokens', 'output-tokens']) {
      const part = (name: string) => headers.get(`anthropic-ratelimit-${kind}-${name}`)
      expect(Number(part('limit'))).toBeGreaterThan(0)
      expect(part('reset')).toBe('2026-11-22T12:01:00Z')
      if (kind !== 'requests') expect(Number(part('remaining')) % 1000).toBe(0)
    }
  })

  it('counts remaining requests down until the window ends', async () => {
    const remaining = async () =>
      Number((await post(simulator, hello)).headers.get('anthropic-ratelimit-requests-remaining'))
    const [first, second] = [await remaining(), await remaining()]
    clock = new Date(clock.getTime() + 61_000)
    expect([second - first, await remaining()]).toEqual([-1, first])
  })
})

describe('a stream', () => {
  it('sends its events in the order of the reference (section Streaming)', async () => {
    const response = await post(simulator, { ...hello, stream: true })
    const names = (await eventsIn(response)).map(({ event }) => event)
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/)
    expect(names.slice(0, 4)).toEqual(['message_start', 'ping', 'content_block_start', 'content_block_delta'])
    expect(names.slice(-3)).toEqual(['content_block_stop', 'message_delta', 'message_stop'])
  })

  it('ends with the same usage as the whole message', async () => {
    const { usage } = await ask(simulator, hello)
    const events = await eventsIn(await post(simulator, { ...hello, stream: true }))
    const last = events.find(({ event }) => event === 'message_delta')!.data.usage as object
    expect(usage).toMatchObject(last)
  })
})

describe('the server', () => {
  it.each([
    ['GET', '/v1/messages', 405],
    ['DELETE', '/v1/models', 405],
    ['POST', '/v1/v1/messages', 404],
    ['POST', '/v1/complete', 404],
    ['GET', '/v1/models/no-such-model', 404],
    ['GET', '/v1/models/%E0%A4%A', 404],
    ['GET', '/', 404],
  ])('answers %s %s with %i', async (method, path, expected) => {
    const headers = { 'x-api-key': 'k', 'anthropic-version': '2026-10-21' }
    const response = await fetch(simulator.url + path, { method, headers })
    expect(response.status).toBe(expected)
    expect((await errorOf(response)).message).not.toBe('')
  })

  it('refuses what is not JSON', async () => {
    const broken = await post(simulator, '{"model":')
    expect([broken.status, (await errorOf(broken)).message]).toEqual([400, expect.stringContaining('not valid JSON')])
    expect(await status(post(simulator, hello, { headers: { 'content-type': 'text/plain' } }))).toBe(400)
    expect(await status(post(simulator, '[]'))).toBe(400)
  })

  /** A request that fetch would not send. */
  const rawStatus = (host: string, path: string) =>
    new Promise<number>((resolve, reject) => {
      const sent = request({ port: simulator.port, host: '127.0.0.1', path, headers: { host } }, (response) => {
        response.resume()
        resolve(response.statusCode ?? 0)
      })
      sent.once('error', reject)
      sent.end()
    })

  it('answers only to its own name (DNS rebinding)', async () => {
    expect(await rawStatus('evil.example:80', '/simulator/scenario')).toBe(403)
    expect(await rawStatus('evil.example:80', '/v1/models')).toBe(403)
    expect(await rawStatus(`localhost:${simulator.port}`, '/simulator/scenario')).toBe(200)
  })

  it('survives a path that is no URL', async () => {
    expect(await rawStatus(`127.0.0.1:${simulator.port}`, '//')).toBe(404)
  })

  it('finds no unknown path before it asks for a key', async () => {
    expect(await status(fetch(`${simulator.url}/elsewhere`))).toBe(404)
  })

  it('keeps the latest requests', async () => {
    await post(simulator, hello, { headers: { 'x-custom': 'yes' } })
    const last = simulator.requests.at(-1)
    expect(last).toMatchObject({ method: 'POST', path: '/v1/messages', aborted: false, openedAt: clock.toISOString() })
    expect([last?.headers['x-custom'], JSON.parse(last!.body)]).toEqual(['yes', hello])
    for (let index = 0; index < 205; index += 1) await (await fetch(`${simulator.url}/simulator/scenario`)).text()
    expect(simulator.requests.length).toBe(200)
  })
})

describe('the scenario that is set', () => {
  const put = (body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${simulator.url}/simulator/scenario`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })

  it('is read, set and ended over HTTP', async () => {
    expect(await (await put({ scenario: 'overloaded-529?times=1' })).json()).toEqual({
      scenario: 'overloaded-529?times=1',
    })
    expect(simulator.scenario()).toBe('overloaded-529?times=1')
    expect(await status(post(simulator, hello))).toBe(529)
    expect(await (await put({ scenario: null })).json()).toEqual({ scenario: null })
  })

  it('is not set by a web page', async () => {
    expect((await put({ scenario: null }, { origin: 'https://evil.example' })).status).toBe(403)
    expect(simulator.scenario()).toBe('fast')
  })

  it.each([
    [{ scenario: 'no-such' }, "Unknown scenario 'no-such'. There are: fast, slow"],
    [{ scenario: 'cut?where=3' }, "Scenario 'cut' has no parameter 'where'. It has: after, inside, how, pace."],
    [{ scenario: 'cut?after=soon' }, "Parameter 'after' of scenario 'cut' is 'soon'. It is a whole number, 0 or more."],
    [{ scenario: 'cut?how=gently' }, "Parameter 'how' of scenario 'cut' is 'gently'. It can be: reset, close, drop."],
    [{ scenario: 5 }, 'scenario: Input should be a valid string or null'],
    [{}, 'scenario: Input should be a valid string or null'],
  ])('is refused as %o', async (body, message) => {
    const response = await put(body)
    expect([response.status, (await errorOf(response)).message]).toEqual([400, expect.stringContaining(message)])
    expect(simulator.scenario()).toBe('fast')
  })

  it('is refused in a header too', async () => {
    const response = await post(simulator, hello, { scenario: 'no-such' })
    expect([response.status, (await errorOf(response)).message]).toEqual([
      400,
      expect.stringContaining('Unknown scenario'),
    ])
  })

  it('is offered with its parameters', async () => {
    const offered = (await (await fetch(`${simulator.url}/simulator/scenarios`)).json()) as {
      scenarios: { name: string }[]
      current: string
    }
    expect(offered.scenarios.map(({ name }) => name)).toContain('rate-limit-429')
    expect(offered.current).toBe('fast')
  })

  it('cannot be a wrong one from the start', async () => {
    await expect(startSimulator({ scenario: 'no-such' })).rejects.toThrow('Unknown scenario')
  })
})

describe('models', () => {
  type Page = { data: { id: string; lifecycle: string }[]; has_more: boolean; first_id: string; last_id: string }
  const page = async (query: string) => {
    const headers = { 'x-api-key': 'k', 'anthropic-version': '2026-10-21' }
    const response = await fetch(`${simulator.url}/v1/models${query}`, { headers })
    return { status: response.status, ...((await response.json()) as Page) }
  }
  const ids = ({ data }: Page) => data.map(({ id }) => id)

  it('are listed without the retired ones, newest first', async () => {
    const all = await page('?limit=1000')
    expect(all.data[0]?.id).toBe('claude-fable-5-2')
    expect(new Set(all.data.map(({ lifecycle }) => lifecycle))).toEqual(new Set(['active', 'deprecated']))
    expect([all.has_more, all.first_id, all.last_id]).toEqual([false, all.data[0]?.id, all.data.at(-1)?.id])
  })

  it('come page by page, forwards and backwards', async () => {
    const all = ids(await page('?limit=1000'))
    const first = await page('?limit=3')
    const next = await page(`?limit=3&after_id=${first.last_id}`)
    const back = await page(`?limit=2&before_id=${next.first_id}`)
    expect([ids(first), first.has_more, ids(next), ids(back)]).toEqual([
      all.slice(0, 3),
      true,
      all.slice(3, 6),
      all.slice(1, 3),
    ])
  })

  it('are filtered by lifecycle', async () => {
    const retired = await page('?lifecycle[]=retired&limit=100')
    expect(new Set(retired.data.map(({ lifecycle }) => lifecycle))).toEqual(new Set(['retired']))
    expect((await page('?lifecycle[]=old')).status).toBe(400)
  })

  it('are found by alias', async () => {
    expect(await page('/claude-haiku-4-5')).toMatchObject({ id: 'claude-haiku-4-5-20251001', max_tokens: 64_000 })
  })

  it('have the epoch for a day of release that nobody knows', async () => {
    expect(await page('/claude-mythos-preview')).toMatchObject({ created_at: '1970-01-01T00:00:00Z' })
  })

  it.each(['?limit=0', '?limit=1001', '?limit=many', '?after_id=no-such'])('refuse %s', async (query) => {
    expect((await page(query)).status).toBe(400)
  })
})
