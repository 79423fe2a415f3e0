// The fault cases R14 to R25, over real HTTP and TLS. Expected is always: one last state, nothing lost, a sentence that helps.
import { spawn } from 'node:child_process'
import { connect, type Socket } from 'node:net'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Attempt, answerText, type Run } from '#shared/runs/run'
import { type Simulator, startSimulator } from '#simulator/simulator'
import { closedPort } from '../../../test/support/closed-port.ts'
import { type RawServer, rawServer, textAnswer } from '../../../test/support/raw-server.ts'
import { destinationAt, promptOf, type RunEngine, runEngine } from '../../../test/support/run-engine.ts'
import {
  type Authority,
  createAuthority,
  startTlsServer,
  type TlsServerOptions,
} from '../../../test/support/tls-server.ts'

let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator({ scenario: 'fast' })
})
afterAll(() => simulator.close())

const open: { close: () => Promise<void> }[] = []
afterEach(() => Promise.all(open.splice(0).map((server) => server.close())))
async function serverOf(...handle: Parameters<typeof rawServer>): Promise<RawServer> {
  const server = await rawServer(...handle)
  open.push(server)
  return server
}

const engineFor = (scenario: string) => runEngine(destinationAt(simulator.url, { scenario }))
const host = () => new URL(simulator.url).host
const answer = textAnswer(['Grüße, ', '你好'])

/** The run at its end; every wait between two tries is cut short. */
async function hurried(engine: RunEngine, onWait: (attempt: Attempt) => void = () => {}): Promise<Run> {
  let id = ''
  let last: Run | null = null
  for await (const event of engine.start()) {
    if (event.type === 'start') id = event.run.id
    if (event.type === 'attempt' && event.attempt.retryAt) {
      onWait(event.attempt)
      setImmediate(() => void engine.handlers['runs.retryNow']({ id }, { signal: new AbortController().signal }))
    }
    if (event.type === 'end') last = event.run
  }
  if (!last) throw new Error('the run has no end')
  expect(engine.store.rows.get(last.id)).toEqual(last)
  return last
}

describe('R14 a compressed body', () => {
  const packings = [
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['deflate', deflateSync],
  ] as const
  it.each(packings)('is unpacked (%s)', async (encoding, pack) => {
    const server = await serverOf((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'content-encoding': encoding })
      response.end(pack(answer.join('')))
    })
    const { run } = await runEngine(destinationAt(server.url)).run()
    expect([run.state, answerText(run.response)]).toEqual(['completed', 'Grüße, 你好'])
  })

  it.each(packings)(
    'that breaks off is a lost connection, and nothing of it is taken for whole (%s)',
    async (encoding, pack) => {
      const server = await serverOf((_request, response) => {
        const packed = pack(textAnswer(Array.from({ length: 5_000 }, () => crypto.randomUUID())).join(''))
        response.writeHead(200, { 'content-type': 'text/event-stream', 'content-encoding': encoding })
        response.write(packed.subarray(0, packed.length / 2), () => setTimeout(() => response.socket?.destroy(), 50))
      })
      const { run } = await runEngine(destinationAt(server.url)).run()
      expect(run).toMatchObject({ state: 'truncated', error: { kind: 'network' } })
      expect(server.requests).toHaveLength(1)
    },
  )
})

it('R15 a 400 with details is told word for word, with its code and its request id', async () => {
  const message = 'messages.0.content.0.image: dimensions exceed 8000 pixels'
  const server = await serverOf((_request, response) => {
    const error = { type: 'invalid_request_error', message, details: { error_code: 'image_dimensions_too_large' } }
    response.writeHead(400, { 'content-type': 'application/json', 'request-id': 'req_400' })
    response.end(JSON.stringify({ type: 'error', error, request_id: 'req_400' }))
  })
  const { run } = await runEngine(destinationAt(server.url)).run()
  expect(run).toMatchObject({
    state: 'failed',
    status: 400,
    requestId: 'req_400',
    error: { said: message, facts: { errorCode: 'image_dimensions_too_large', requestId: 'req_400' } },
  })
  expect(run.attempts).toHaveLength(1)
})

it.each([
  [402, 'R15', 'billing'],
  [403, 'R16', 'may not do that'],
  [418, 'R15', 'refused the request'],
  [422, 'R15', 'refused the request'],
])('%s (%s) is told at once and not tried again', async (status, _case, title) => {
  const run = await hurried(engineFor(`server-error-500?status=${status}`))
  expect(run).toMatchObject({ state: 'failed', status, error: { kind: 'api', status } })
  expect(run.error?.title).toContain(title)
  expect(run.attempts).toHaveLength(1)
})

it('R16 a refused key is told at once, names no key, and the next run works when it is set right', async () => {
  const run = await hurried(engineFor('unauthorized-401'))
  expect(run).toMatchObject({ state: 'failed', error: { status: 401, title: `${host()} refused the key` } })
  expect(run.attempts).toHaveLength(1)
  expect((await engineFor('fast').run()).run.state).toBe('completed')
})

it('R17 an unknown model is named, and the request stays in the record', async () => {
  const { run } = await engineFor('fast').run(promptOf({ model: 'claude-nobody-1' }))
  expect(run).toMatchObject({ state: 'failed', status: 404, error: { type: 'not_found_error' } })
  expect(run.error?.advice).toContain('claude-nobody-1')
  expect(run.request.body.messages).toHaveLength(1)
})

it.each(['html', 'json'])('R18 a request that is too large is told so, and stays in the record (%s)', async (body) => {
  const run = await hurried(engineFor(`too-large-413?body=${body}`))
  expect(run).toMatchObject({ state: 'failed', status: 413, error: { title: 'The request is too large' } })
  expect(run.request.body.messages[0]?.content).toBe('Say hello in three languages.')
  expect(run.attempts).toHaveLength(1)
})

describe('R19 a 429', () => {
  it.each([
    ['seconds', 7_000, 'the server asked for it'],
    ['ms', 7_000, 'the server asked for it'],
    ['absent', null, 'the server named no wait'],
    ['zero', null, 'the server named no wait'],
    ['negative', null, 'the server named no wait'],
    ['garbage', null, 'the server named no wait'],
    ['huge', 60_000, 'the server asked for 315,360,000 s; Antiphon waits at most 60 s'],
  ])('with retry-after %s waits as it should, and can be told to go at once', async (form, waitMs, waitReason) => {
    const planned: unknown[] = []
    const run = await hurried(engineFor(`rate-limit-429?times=1&seconds=7&retry-after=${form}`), (attempt) =>
      planned.push([attempt.waitMs, attempt.waitReason]),
    )
    expect(planned).toEqual([[waitMs ?? expect.any(Number), waitReason]])
    expect(run).toMatchObject({ state: 'completed', attempts: [{ status: 429 }, { status: 200 }] })
  })

  it('with a date waits until then', async () => {
    const engine = engineFor('rate-limit-429?times=1&seconds=30&retry-after=date')
    const run = await hurried(engine)
    expect(run.attempts.map(({ status }) => status)).toEqual([429, 200])
  })

  it.each(['enforced_spend_limit_reached', 'contract_spend_limit_reached'])(
    'of a spend limit is the last (%s)',
    async (code) => {
      const run = await hurried(engineFor(`rate-limit-429?code=${code}`))
      expect(run).toMatchObject({ state: 'failed', error: { title: 'The spend limit is reached' } })
      expect(run.attempts).toHaveLength(1)
    },
  )
})

describe('R20 a failing server', () => {
  it.each([500, 502, 503, 504, 529])('%i once is overcome, and both tries are told', async (status) => {
    const run = await hurried(engineFor(`server-error-500?status=${status}&times=1`))
    expect(run).toMatchObject({ state: 'completed', error: null, attempts: [{ status }, { status: 200 }] })
  })

  it.each([500, 502, 503, 504, 529])('%i three times fails, with all three told', async (status) => {
    const run = await hurried(engineFor(`server-error-500?status=${status}&body=html`))
    expect(run).toMatchObject({ state: 'failed', status, error: { kind: 'api' } })
    expect(run.attempts.map((attempt) => attempt.status)).toEqual([status, status, status])
  })
})

it.each([
  [500, 'false', 1],
  [418, 'true', 3],
])('R21 the server decides whether there is another try (%i, x-should-retry: %s)', async (status, advice, tries) => {
  const run = await hurried(engineFor(`server-error-500?status=${status}&should-retry=${advice}`))
  expect(run.attempts).toHaveLength(tries)
})

describe('R22 no way to the server', () => {
  it('a name that leads nowhere is told as that', async () => {
    const run = await hurried(runEngine(destinationAt('http://nowhere.invalid')))
    expect(run.error?.title).toMatch(/^(nowhere\.invalid cannot be found|There is no way to nowhere\.invalid)$/)
    expect(run.attempts).toHaveLength(3)
  })

  it('works again without a restart when the server is back', async () => {
    const port = await closedPort()
    const engine = runEngine(destinationAt(`http://127.0.0.1:${port}`))
    expect((await hurried(engine)).error?.title).toBe(`Nothing listens at 127.0.0.1:${port}`)
    const back = await startSimulator({ port, scenario: 'fast' })
    open.push(back)
    expect((await engine.run()).run.state).toBe('completed')
  })

  it('an IPv6 address at which nothing listens is told as that, or as one without a way', async () => {
    const run = await hurried(runEngine(destinationAt(`http://[::1]:${await closedPort()}`)))
    expect(run.error?.title).toMatch(/^(Nothing listens at|There is no way to) \[::1\]/)
  })

  it('a connection that does not come about can be stopped at once', async () => {
    const { port, close } = await blackHole()
    open.push({ close })
    const engine = runEngine(destinationAt(`http://127.0.0.1:${port}`))
    const controller = new AbortController()
    const ended = engine.run(promptOf(), controller.signal)
    await expect.poll(() => engine.store.written.length).toBeGreaterThan(0)
    setTimeout(() => controller.abort(), 100)
    const { run } = await ended
    expect(run).toMatchObject({
      state: 'stopped',
      error: null,
      attempts: [{ status: null, failure: 'stopped by you' }],
    })
  })
})

/** A port that takes no further connection and refuses none: its owner is frozen, and its queue full. */
async function blackHole(): Promise<{ port: number; close: () => Promise<void> }> {
  const script = `const server = require('node:net').createServer(() => {}); server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => console.log(server.address().port))`
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const port = await new Promise<number>((resolve) => child.stdout.once('data', (data) => resolve(Number(data))))
  child.kill('SIGSTOP')
  const fillers: Socket[] = []
  for (let count = 0; count < 4; count += 1) fillers.push(connect(port, '127.0.0.1').on('error', () => {}))
  return {
    port,
    close: async () => {
      for (const filler of fillers) filler.destroy()
      const exited = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGKILL')
      await exited
    },
  }
}

describe('R23 TLS', () => {
  const usual = getCACertificates('default')
  let trusted: Authority
  let stranger: Authority
  beforeAll(async () => {
    trusted = await createAuthority()
    stranger = await createAuthority()
    setDefaultCACertificates([...usual, trusted.cert])
  })
  afterAll(() => setDefaultCACertificates(usual))

  async function runAt(options: Omit<TlsServerOptions, 'answer'>) {
    const server = await startTlsServer({ ...options, answer: answer.join('') })
    open.push(server)
    return { server, run: await hurried(runEngine(destinationAt(server.url))) }
  }

  it('a certificate that this computer trusts is fine', async () => {
    const { run } = await runAt({ authority: trusted })
    expect(run).toMatchObject({ state: 'completed', error: null })
  })

  const yesterday = new Date(Date.now() - 86_400_000)
  it.each([
    ['expired', () => ({ authority: trusted, notAfter: yesterday }), 'has expired'],
    ['of another name', () => ({ authority: trusted, name: 'another.test' }), 'belongs to another name'],
    ['signed by itself', () => ({ authority: null }), 'signed by nobody that this computer trusts'],
    ['of an authority in between', () => ({ authority: stranger }), 'company network'],
  ])('a certificate that is %s is told as that, at once, and nothing is sent', async (_what, options, advice) => {
    const { server, run } = await runAt(options())
    expect(run).toMatchObject({ state: 'failed', status: null, error: { kind: 'network' } })
    expect(run.error?.title).toBe(`${new URL(server.url).host} cannot prove who it is`)
    expect(run.error?.advice).toContain(advice)
    expect(run.attempts).toHaveLength(1)
    expect(server.requests()).toBe(0)
  })

  it('a server that speaks only a protocol too old is told as that, at once, and nothing is sent', async () => {
    const { server, run } = await runAt({ authority: trusted, newestVersion: 'TLSv1.1' })
    expect(run.error?.title).toBe(`${new URL(server.url).host} does not speak this protocol`)
    expect(run.attempts).toHaveLength(1)
    expect(server.requests()).toBe(0)
  })

  it('https to a server that speaks http is told as that', async () => {
    const server = await serverOf((_request, response) => response.end())
    const run = await hurried(runEngine(destinationAt(server.url.replace('http:', 'https:'))))
    expect(run.error?.title).toContain('does not speak this protocol')
  })
})

it('R25 a connection that the server closed between two runs is replaced without a failed try', async () => {
  const server = await serverOf((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).end(answer.join(''))
  })
  const engine = runEngine(destinationAt(server.url))
  for (let count = 0; count < 3; count += 1) {
    const { run } = await engine.run()
    expect(run).toMatchObject({ state: 'completed', attempts: [{ number: 1, status: 200 }] })
    for (const socket of server.sockets) socket.destroy()
    await expect.poll(() => server.sockets.every(({ closed }) => closed)).toBe(true)
    // The client hears of it in a turn of its own, which no clock can tell on a busy computer.
    for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  }
  expect(server.sockets).toHaveLength(3)
})
