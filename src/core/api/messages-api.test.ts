import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { buildRequest } from '#shared/request/request'
import { type Simulator, startSimulator } from '#simulator/simulator'
import { collect } from '../../../test/support/collect.ts'
import { type RawServer, rawServer, textAnswer } from '../../../test/support/raw-server.ts'
import { destinationAt, promptOf, runEngine, testKey } from '../../../test/support/run-engine.ts'
import { temporaryFolder } from '../../../test/support/temporary-folder.ts'
import { createClient, createMessagesApi } from './messages-api.ts'
import { createWatchedFetch } from './watched-fetch.ts'
import { fetchLimits, type WireObserver } from './wire.ts'

let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator({ scenario: 'fast' })
})
afterAll(() => simulator.close())

const open: RawServer[] = []
afterEach(async () => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
  await Promise.all(open.splice(0).map((server) => server.close()))
})
async function serverOf(...handle: Parameters<typeof rawServer>): Promise<RawServer> {
  const server = await rawServer(...handle)
  open.push(server)
  return server
}
/** A server that answers every run with one word. */
const answering = () =>
  serverOf((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).end(textAnswer(['Hi']).join(''))
  })
const signal = new AbortController().signal

describe('the headers of a prompt', () => {
  it('go out with the run and with the count, and a credential among them never does', async () => {
    const server = await serverOf(({ url }, response) => {
      if (url?.endsWith('count_tokens')) {
        return void response.writeHead(200, { 'content-type': 'application/json' }).end('{"input_tokens": 5}')
      }
      response.writeHead(200, { 'content-type': 'text/event-stream' }).end(textAnswer(['Hi']).join(''))
    })
    const own = { betas: ['one-2026-01-01', 'two-2026-01-01'], headers: { 'X-Team': 'docs', 'X-Api-Key': 'stolen' } }
    const prompt = { ...promptOf(), ...own }
    const destination = destinationAt(server.url)
    const engine = runEngine(destination)
    const { run } = await engine.run(prompt)
    await createMessagesApi().countTokens(destination, buildRequest(prompt, 'custom'), { signal })
    for (const { headers } of server.requests) {
      expect(headers).toMatchObject({ 'anthropic-beta': 'one-2026-01-01,two-2026-01-01', 'x-team': 'docs' })
      expect(headers['x-api-key']).toBeUndefined()
    }
    expect(run.request.headers).toEqual({ 'anthropic-beta': 'one-2026-01-01,two-2026-01-01', 'x-team': 'docs' })
  })
})

describe('the credential', () => {
  it.each([
    ['bearer', { authorization: `Bearer ${testKey}`, 'x-api-key': undefined }],
    ['x-api-key', { authorization: undefined, 'x-api-key': testKey }],
    ['both', { authorization: `Bearer ${testKey}`, 'x-api-key': testKey }],
    ['none', { authorization: undefined, 'x-api-key': undefined }],
  ] as const)('goes out as %s', async (credential, expected) => {
    const server = await answering()
    const { run } = await runEngine(destinationAt(server.url, { credential })).run()
    expect(run.state).toBe('completed')
    const { authorization, 'x-api-key': apiKey } = server.requests[0]!.headers
    expect({ authorization, 'x-api-key': apiKey }).toEqual(expected)
  })

  it('changes with the next request when the key of the connection changes', async () => {
    const server = await answering()
    const api = createMessagesApi()
    for (const key of ['key-number-one', 'key-number-two']) {
      await runEngine(destinationAt(server.url, { key }), { api }).run()
    }
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer key-number-one',
      'Bearer key-number-two',
    ])
  })
})

describe('what goes out', () => {
  it('is the request that the record holds, byte for byte, under its version', async () => {
    const server = await answering()
    const settings = {
      max_tokens: 64,
      temperature: 0.3,
      top_k: 5,
      workspace_id: 'kept in the body',
      future_field: { a: [1] },
    }
    const { run } = await runEngine(destinationAt(server.url)).run(promptOf({ settings }))
    expect(server.requests[0]!.url).toBe('/v1/messages')
    expect(server.requests[0]!.headers['anthropic-version']).toBe('2023-06-01')
    expect(server.bodies[0]).toBe(JSON.stringify(run.request.body))
    expect(JSON.parse(server.bodies[0]!)).toMatchObject({ ...settings, stream: true })
  })

  it('has version 2026-10-21 without sampling, 2023-06-01 for a custom server, and the pinned one before both', async () => {
    const server = await answering()
    await runEngine(destinationAt(server.url, { kind: 'anthropic' })).run()
    await runEngine(destinationAt(server.url, { kind: 'custom' })).run()
    await runEngine(destinationAt(server.url, { kind: 'custom' })).run(promptOf({ apiVersion: '2027-01-01' }))
    expect(server.requests.map(({ headers }) => headers['anthropic-version'])).toEqual([
      '2026-10-21',
      '2023-06-01',
      '2027-01-01',
    ])
  })

  it('keeps a path of the base URL', async () => {
    const server = await answering()
    const { run } = await runEngine(destinationAt(`${server.url}/anthropic/`)).run()
    expect(server.requests[0]!.url).toBe('/anthropic/v1/messages')
    expect(run.url).toBe(`${server.url}/anthropic/v1/messages`)
  })

  it('names the scenario to the simulator only', async () => {
    const server = await answering()
    for (const kind of ['simulator', 'custom', 'anthropic'] as const) {
      await runEngine(destinationAt(server.url, { kind, scenario: 'slow' })).run()
    }
    expect(server.requests.map(({ headers }) => headers['x-simulator-scenario'])).toEqual([
      'slow',
      undefined,
      undefined,
    ])
  })

  it('prints nothing for a model that the SDK would warn of', async () => {
    const server = await answering()
    const warn = vi.spyOn(console, 'warn')
    const prompt = promptOf({ model: 'claude-sonnet-4-5' })
    const { run } = await runEngine(destinationAt(server.url)).run(prompt)
    expect(run.state).toBe('completed')
    expect(warn).not.toHaveBeenCalled()
  })
})

it('S21 hostile environment variables have no effect on destination, headers or output', async () => {
  const server = await answering()
  const elsewhere = await answering()
  vi.stubEnv('ANTHROPIC_BASE_URL', elsewhere.url)
  vi.stubEnv('ANTHROPIC_CUSTOM_HEADERS', 'x-injected: yes\nx-other: yes')
  vi.stubEnv('ANTHROPIC_AUTH_TOKEN', 'token-of-the-environment')
  vi.stubEnv('ANTHROPIC_API_KEY', 'key-of-the-environment')
  vi.stubEnv('ANTHROPIC_PROFILE', 'work')
  vi.stubEnv('ANTHROPIC_LOG', 'debug')
  vi.stubEnv('ANTHROPIC_WEBHOOK_SIGNING_KEY', 'whsec_environment')
  vi.stubEnv('OTEL_TRACES_EXPORTER', 'console')
  vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', elsewhere.url)
  const { cleanEnvironment } = await import('../environment.ts')
  expect(cleanEnvironment(process.env)).toBe('key-of-the-environment')
  const printed = [vi.spyOn(process.stdout, 'write'), vi.spyOn(console, 'log'), vi.spyOn(console, 'error')]
  for (const credential of ['bearer', 'x-api-key', 'none'] as const) {
    await runEngine(destinationAt(server.url, { credential })).run()
  }
  for (const spy of printed) expect(spy).not.toHaveBeenCalled()
  expect(elsewhere.requests).toHaveLength(0)
  expect(JSON.stringify(server.requests.map(({ headers }) => headers))).not.toMatch(/injected|environment|traceparent/)
})

it('S21 the client reads no environment of its own: no other credential, no log, no telemetry, where nobody cleaned it', async () => {
  const server = await answering()
  vi.stubEnv('ANTHROPIC_BASE_URL', 'http://127.0.0.1:1')
  vi.stubEnv('ANTHROPIC_API_KEY', 'key-of-the-environment')
  vi.stubEnv('ANTHROPIC_AUTH_TOKEN', 'token-of-the-environment')
  vi.stubEnv('ANTHROPIC_WEBHOOK_SIGNING_KEY', 'whsec_environment')
  vi.stubEnv('ANTHROPIC_LOG', 'debug')
  vi.stubEnv('ANTHROPIC_OPEN_TELEMETRY_TRACES_CONTENT_MODE', 'content')
  const printed = (['log', 'info', 'warn', 'error', 'debug'] as const).map((name) => vi.spyOn(console, name))
  for (const credential of ['bearer', 'x-api-key', 'none'] as const) {
    const destination = destinationAt(server.url, { credential })
    const { run } = await runEngine(destination).run()
    expect(run.state).toBe('completed')
    const { webhookKey, authToken, openTelemetry } = await createClient(destination, fetchLimits, 1_000, Date.now)
    expect([webhookKey, authToken, openTelemetry.traces]).toMatchObject([null, null, { enabled: false }])
  }
  expect(JSON.stringify(server.requests.map(({ headers }) => headers))).not.toContain('environment')
  for (const spy of printed) expect(spy).not.toHaveBeenCalled()
})

it('S21 a profile of the SDK on the disk has no effect, not even a broken one', async () => {
  const server = await answering()
  const folder = await temporaryFolder()
  await mkdir(join(folder, 'anthropic', 'configs'), { recursive: true })
  const profile = { base_url: 'https://elsewhere.test', authentication: { type: 'oidc_federation' } }
  await writeFile(join(folder, 'anthropic', 'configs', 'default.json'), JSON.stringify(profile))
  vi.stubEnv('XDG_CONFIG_HOME', folder)
  for (const credential of ['bearer', 'x-api-key', 'none'] as const) {
    const { run } = await runEngine(destinationAt(server.url, { credential })).run()
    expect(run).toMatchObject({ state: 'completed', error: null })
  }
})

describe('S23 a redirect', () => {
  it.each([301, 302, 303, 307, 308])(
    '%i is refused: the other host gets no byte, the message names it',
    async (status) => {
      const elsewhere = await answering()
      const server = await serverOf((_request, response) => {
        response.writeHead(status, { location: `${elsewhere.url}/v1/messages?x=1` }).end()
      })
      const { run } = await runEngine(destinationAt(server.url)).run()
      expect(run).toMatchObject({ state: 'failed', error: { kind: 'network', status } })
      expect(run.error?.advice).toContain(`${elsewhere.url}/v1/messages`)
      expect(elsewhere.sockets).toHaveLength(0)
      expect(server.requests).toHaveLength(1)
    },
  )

  it.each(['/elsewhere', 'file:///etc/passwd', 'http://', ''])('to "%s" is refused as well', async (location) => {
    const server = await serverOf((_request, response) => {
      response.writeHead(307, location === '' ? {} : { location }).end()
    })
    const { run } = await runEngine(destinationAt(server.url)).run()
    expect(run.error?.title).toContain('sends requests elsewhere')
    expect(server.requests).toHaveLength(1)
  })
})

it('S23 asks no server but the one of its connection, whatever address it is given', async () => {
  const [server, elsewhere] = [await answering(), await answering()]
  const options = { origin: server.url, limits: fetchLimits, wallClock: Date.now }
  const watched = createWatchedFetch(options)
  for (const address of [elsewhere.url, new URL(elsewhere.url), new Request(elsewhere.url), 'https://127.0.0.1/'])
    await expect(watched(address)).rejects.toMatchObject({ kind: 'foreign-host' })
  expect(elsewhere.sockets).toHaveLength(0)
})

it('R13 takes no count from an answer that is not called JSON', async () => {
  const server = await serverOf((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/plain' }).end('{"input_tokens": 5}')
  })
  const counted = createMessagesApi().countTokens(destinationAt(server.url), buildRequest(promptOf(), 'custom'), {
    signal,
  })
  await expect(counted).rejects.toMatchObject({ kind: 'not-an-answer', facts: { type: 'text/plain' } })
})

it('R26 gives up an answer that grows without end, and closes its connection', async () => {
  const server = await serverOf((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).write('[1,'.repeat(1_000))
  })
  const api = createMessagesApi({ limits: { mostBytes: 1_000 } })
  const counted = api.countTokens(destinationAt(server.url), buildRequest(promptOf(), 'custom'), { signal })
  await expect(counted).rejects.toMatchObject({ kind: 'too-large', facts: { limit: 1_000 } })
  await expect.poll(() => server.sockets.every(({ destroyed }) => destroyed)).toBe(true)
})

it('puts no second stream around a stream of events', async () => {
  const server = await answering()
  const streams = vi.spyOn(globalThis, 'ReadableStream')
  const { run } = await runEngine(destinationAt(server.url)).run()
  expect(run.state).toBe('completed')
  // Those of bytes are what fetch itself makes, for what is sent and what comes.
  expect(streams.mock.calls.filter(([source]) => source?.type !== 'bytes')).toEqual([])
})

it('tells an observer all that happened on the wire, with four characters of the credentials', async () => {
  const answer = textAnswer(['Hi']).join('')
  const server = await serverOf((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'request-id': 'req_1' }).end(answer)
  })
  const seen: unknown[] = []
  const bytes: Uint8Array[] = []
  const observer: WireObserver = {
    onRequest: (describeRequest) => {
      const { method, url, headers, body } = describeRequest()
      const named = (name: string) => headers.find((header) => header.name === name)?.value
      seen.push([method, url, named('authorization'), named('x-api-key'), named('anthropic-version'), body])
    },
    onResponse: ({ status, headers }) => seen.push([status, headers.get('request-id')]),
    onBytes: (chunk) => bytes.push(chunk),
    onEnd: (failure) => seen.push(failure),
  }
  const request = buildRequest(promptOf(), 'custom')
  const destination = destinationAt(server.url, { credential: 'both' })
  const records = await createMessagesApi().open(destination, request, { signal, observers: [observer] })
  await collect(records)
  expect(seen).toEqual([
    ['POST', `${server.url}/v1/messages`, 'Bearer sk-ant-…cdef', 'sk-ant-…cdef', '2023-06-01', server.bodies[0]],
    [200, 'req_1'],
    null,
  ])
  expect(Buffer.concat(bytes).toString()).toBe(answer)
})

describe('the test of a key', () => {
  const test = (destination: ReturnType<typeof destinationAt>) => createMessagesApi().testKey(destination, { signal })

  it('asks for one model and says that the server took the key', async () => {
    const { host } = new URL(simulator.url)
    expect(await test(destinationAt(simulator.url))).toEqual({ message: `The key works: ${host} took it.` })
    expect(simulator.requests.at(-1)).toMatchObject({ method: 'GET', path: '/v1/models?limit=1' })
  })

  it('rejects with what the server said', async () => {
    const refused = test(destinationAt(simulator.url, { key: 'invalid-key-0123' }))
    await expect(refused).rejects.toMatchObject({
      kind: 'api',
      message: expect.stringMatching(/refused the key.*Invalid bearer token/),
      facts: { status: 401 },
    })
  })

  it('counts a word where the server has no list of models', async () => {
    const server = await serverOf((request, response) => {
      const isCount = request.url === '/v1/messages/count_tokens'
      response.writeHead(isCount ? 200 : 404, { 'content-type': 'application/json' }).end('{"input_tokens":8}')
    })
    expect((await test(destinationAt(server.url))).message).toContain('took it')
  })

  it('says so where neither can be asked', async () => {
    const server = await serverOf((_request, response) => {
      response.writeHead(404, { 'content-type': 'application/json' }).end('{}')
    })
    await expect(test(destinationAt(server.url))).rejects.toMatchObject({
      kind: 'api',
      message: expect.stringContaining('neither a list of models nor a token count'),
    })
  })

  it('does not take a web page for a yes', async () => {
    const server = await serverOf((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Sign in</h1>')
    })
    await expect(test(destinationAt(server.url))).rejects.toMatchObject({
      kind: 'network',
      message: expect.stringContaining('This is not an API answer'),
    })
  })
})
