// The fault cases R01 to R13, over real HTTP. Expected is always: one last state, what came is kept, a sentence that helps.

import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { answerText, type Run, type RunEvent } from '#shared/runs/run'
import { type Simulator, startSimulator } from '#simulator/simulator'
import { type RawServer, rawServer, sse, textAnswer } from '../../../test/support/raw-server.ts'
import { destinationAt, promptOf, type RunEngine, runEngine } from '../../../test/support/run-engine.ts'

let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator({ scenario: 'fast' })
})
afterAll(() => simulator.close())

const open: RawServer[] = []
afterEach(() => Promise.all(open.splice(0).map((server) => server.close())))
async function serverOf(...handle: Parameters<typeof rawServer>): Promise<RawServer> {
  const server = await rawServer(...handle)
  open.push(server)
  return server
}

const eventStream = { 'content-type': 'text/event-stream' }
const limits = { idleMs: 300, checkEveryMs: 50 }
const engineFor = (scenario: string, options: Parameters<typeof runEngine>[1] = {}) =>
  runEngine(destinationAt(simulator.url, { scenario }), options)
const seenText = (events: RunEvent[]) =>
  events.map((event) => (event.type === 'block-delta' && event.field === 'text' ? event.text : '')).join('')

/** One end, one last state, the row as the end event told it, and every text that was shown also kept. */
function expectSettled({ events, run }: { events: RunEvent[]; run: Run }, engine: RunEngine) {
  expect(events.filter(({ type }) => type === 'end')).toHaveLength(1)
  expect(run.state).not.toBe('running')
  expect(engine.store.rows.get(run.id)).toEqual(run)
  expect(answerText(run.response)).toBe(seenText(events))
}

describe('R01 reset before headers', () => {
  it('is tried three times, each try told, then fails as a lost connection', async () => {
    const engine = engineFor('reset')
    const result = await engine.run()
    expectSettled(result, engine)
    expect(result.run).toMatchObject({ state: 'failed', status: null, error: { kind: 'network' } })
    expect(result.run.error?.title).toBe(`The connection to ${new URL(simulator.url).host} was lost`)
    expect(result.run.attempts).toMatchObject([
      {
        number: 1,
        status: null,
        failure: expect.stringContaining('ECONNRESET'),
        waitReason: 'the server named no wait',
      },
      { number: 2, status: null },
      { number: 3, status: null, waitMs: null, waitReason: null },
    ])
    const told = result.events.flatMap((event) => (event.type === 'attempt' ? [event.attempt] : []))
    // Each try as it ends, and again when the wait after it is over.
    expect(told.map(({ number }) => number)).toEqual([1, 1, 2, 2, 3])
    expect(told.map(({ retryAt }) => retryAt !== null)).toEqual([true, false, true, false, false])
  })

  it('is overcome when the next try comes through', async () => {
    const { run } = await engineFor('reset?times=1').run()
    expect(run).toMatchObject({ state: 'completed', error: null })
    expect(run.attempts.map(({ status }) => status)).toEqual([null, 200])
  })
})

describe('R02 reset in the middle', () => {
  it.each(['reset', 'drop'])('keeps what came and tries nothing again (%s)', async (how) => {
    const engine = engineFor(`cut?after=2000&how=${how}`)
    const result = await engine.run()
    expectSettled(result, engine)
    expect(result.run).toMatchObject({ state: 'truncated', stopReason: null, error: { kind: 'network' } })
    expect(answerText(result.run.response)).not.toBe('')
    expect(result.run.usage?.input_tokens).toBeGreaterThan(0)
    expect(result.run.attempts).toHaveLength(1)
  })

  it('is the same at every event boundary and inside a character', async () => {
    const answer = textAnswer(['Grüße, ', '你好, ', '👋 hello'])
    const whole = Buffer.from(answer.join(''))
    const boundaries = answer.map((_, index) => Buffer.byteLength(answer.slice(0, index + 1).join('')))
    const insideCharacters = [...whole.keys()].filter((at) => (whole[at]! & 0xc0) === 0x80)
    const stopAt = whole.indexOf('event: message_stop')
    for (const at of [1, 20, ...boundaries, ...insideCharacters].filter((place) => place <= stopAt)) {
      const server = await serverOf((_request, response) => {
        response.writeHead(200, eventStream)
        response.write(whole.subarray(0, at), () => setImmediate(() => response.socket?.destroy()))
      })
      const engine = runEngine(destinationAt(server.url))
      const result = await engine.run()
      expectSettled(result, engine)
      expect({ at, state: result.run.state }).toEqual({ at, state: 'truncated' })
      expect('Grüße, 你好, 👋 hello'.startsWith(answerText(result.run.response))).toBe(true)
      expect(server.requests).toHaveLength(1)
    }
  })

  it('is tried again where not one byte of the body had come', async () => {
    let tries = 0
    const server = await serverOf((_request, response) => {
      tries += 1
      response.writeHead(200, eventStream).flushHeaders()
      if (tries === 1) setImmediate(() => response.socket?.destroy())
      else response.end(textAnswer(['Hello']).join(''))
    })
    const { run } = await runEngine(destinationAt(server.url)).run()
    expect(run).toMatchObject({ state: 'completed', attempts: [{ number: 1 }, { number: 2, status: 200 }] })
  })
})

it('R03 a clean end before message_stop is truncated, not a success', async () => {
  const engine = engineFor('cut?after=2000&how=close')
  const result = await engine.run()
  expectSettled(result, engine)
  expect(result.run).toMatchObject({ state: 'truncated', stopReason: null })
  expect(result.run.error?.title).toContain('ended the answer too early')
  expect(answerText(result.run.response)).not.toBe('')
})

describe('R04 silence before headers', () => {
  it('can be stopped at once', async () => {
    const controller = new AbortController()
    const engine = engineFor('stall?before=headers')
    const count = simulator.requests.length
    const ended = engine.run(promptOf(), controller.signal)
    await expect.poll(() => simulator.requests.length).toBe(count + 1)
    controller.abort()
    const result = await ended
    expectSettled(result, engine)
    expect(result.run).toMatchObject({ state: 'stopped', error: null })
  })

  it('ends at a limit of its own, and is not tried again', async () => {
    const engine = engineFor('stall?before=headers', { headersTimeoutMs: 200 })
    const result = await engine.run()
    expectSettled(result, engine)
    expect(result.run).toMatchObject({ state: 'failed', error: { kind: 'network' }, attempts: [{ number: 1 }] })
    expect(result.run.error?.title).toContain('did not answer in time')
  })
})

it('R05 silence with pings is no error', async () => {
  const { run } = await engineFor('stall?ms=900&pings=yes&every=100', { limits }).run()
  expect(run).toMatchObject({ state: 'completed', error: null })
})

it.each(['bytes', 'end'])('R06 silence without a byte before %s ends at the limit, with what came', async (before) => {
  const engine = engineFor(`stall?before=${before}&after=3`, { limits })
  const result = await engine.run()
  expectSettled(result, engine)
  expect(result.run).toMatchObject({ state: 'truncated', error: { kind: 'network' } })
  expect(result.run.error?.title).toContain('went silent')
  expect(answerText(result.run.response)).not.toBe('')
  await expect.poll(() => simulator.requests.at(-1)).toMatchObject({ aborted: true })
})

it('R07 a drip of one byte at a time completes with the same text', async () => {
  const answer = (await engineFor('fast').run()).run.response.content
  const { run } = await engineFor('drip?bytes=1&ms=0').run(promptOf(), undefined)
  expect(run.state).toBe('completed')
  expect(run.response.content).toEqual(answer)
})

it('R08 sleep is noticed soon after waking: a stream that died meanwhile ends as truncated', async () => {
  let sleptMs = 0
  const engine = engineFor('stall?after=2', {
    limits: { idleMs: 120_000, checkEveryMs: 20 },
    wallClock: () => Date.now() + sleptMs,
  })
  const events: RunEvent[] = []
  for await (const event of engine.start()) {
    events.push(event)
    // The jump comes while the core waits for bytes that never arrive.
    if (event.type === 'block-delta') setTimeout(() => (sleptMs = 3_600_000), 100)
  }
  expect(events.at(-1)).toMatchObject({ type: 'end', run: { state: 'truncated', error: { kind: 'network' } } })
})

it('R08 sleep that the stream survived is no error: what had arrived is read first', async () => {
  let sleptMs = 0
  let deliver = () => {}
  const server = await serverOf((_request, response) => {
    const [head, start, first, ...rest] = textAnswer(['Hello', ' world'])
    response.writeHead(200, eventStream).write(`${head}${start}${first}`)
    deliver = () => response.end(rest.join(''))
  })
  const engine = runEngine(destinationAt(server.url), {
    limits: { idleMs: 120_000, checkEveryMs: 300 },
    wallClock: () => {
      // The first look at the clock after waking: the rest of the answer arrives just now.
      if (sleptMs > 0) deliver()
      return Date.now() + sleptMs
    },
  })
  let last: RunEvent | null = null
  for await (const event of engine.start()) {
    last = event
    if (event.type === 'block-delta' && event.isFirst) setTimeout(() => (sleptMs = 3_600_000), 100)
  }
  expect(last).toMatchObject({ type: 'end', run: { state: 'completed' } })
})

it('R09 an event that is no JSON fails the run, keeps what came, shows the event and prints nothing', async () => {
  const printed = [
    vi.spyOn(console, 'error'),
    vi.spyOn(console, 'warn'),
    vi.spyOn(console, 'log'),
    vi.spyOn(process.stdout, 'write'),
    vi.spyOn(process.stderr, 'write'),
  ]
  const engine = engineFor('malformed-event')
  const result = await engine.run()
  const calls = printed.flatMap(({ mock }) => mock.calls.map(String))
  vi.restoreAllMocks()
  expect(calls).toEqual([])
  expectSettled(result, engine)
  expect(result.run).toMatchObject({ state: 'failed', error: { kind: 'api' } })
  expect(result.run.error?.said).toContain('"type":"text_de')
  expect(answerText(result.run.response)).not.toBe('')
})

it('R10 events, blocks, deltas and stop reasons that nobody knows yet do no harm and are kept', async () => {
  const clean = await engineFor('fast').run()
  const engine = engineFor('unknown-event?kind=all')
  const result = await engine.run()
  expectSettled(result, engine)
  expect(result.run).toMatchObject({ state: 'completed', stopReason: 'contemplated', error: null })
  expect(answerText(result.run.response)).toBe(answerText(clean.run.response))
  expect(result.run.response.content).toContainEqual({ type: 'hologram', data: 'c2ltdWxhdGVk' })
  expect(result.run.response.content[0]).toMatchObject({ unknown_deltas: [{ type: 'tone_delta', tone: 'calm' }] })
})

describe('R11 events out of order', () => {
  it.each(['bad-index', 'two-starts', 'no-block-stop', 'late-events'])(
    '%s: the text is the one that was sent',
    async (kind) => {
      const clean = await engineFor('fast').run()
      const engine = engineFor(`disorder?kind=${kind}`)
      const result = await engine.run()
      expectSettled(result, engine)
      expect(result.run.state).toBe('completed')
      expect(answerText(result.run.response)).toBe(answerText(clean.run.response))
    },
  )

  it('delta-before-start: the stray text has a block of its own', async () => {
    const clean = await engineFor('fast').run()
    const { run } = await engineFor('disorder?kind=delta-before-start').run()
    const texts = run.response.content.map(({ text }) => text)
    expect(texts).toEqual(['[out of place]', answerText(clean.run.response)])
  })
})

describe('R12 an error event', () => {
  it.each([
    ['overloaded_error', 'The API is overloaded'],
    ['api_error', 'failed'],
    ['rate_limit_error', 'Too many requests or tokens'],
  ])('%s fails the run with its own words and keeps what came', async (type, title) => {
    const engine = engineFor(`error-event?type=${type}`)
    const result = await engine.run()
    expectSettled(result, engine)
    expect(result.run).toMatchObject({ state: 'failed', status: 200, error: { kind: 'api', type, status: null } })
    expect(result.run.error?.title).toContain(title)
    expect(result.run.error?.said).not.toBe('')
    expect(answerText(result.run.response)).not.toBe('')
    expect(result.run.attempts).toHaveLength(1)
  })
})

describe('R13 a success that is no API answer', () => {
  it.each([
    ['html-200', '<!DOCTYPE html>'],
    ['html-200?body=json', '{"status":"ok"}'],
    ['html-200?body=text', 'event: message_start'],
    ['html-200?body=data-only', 'data:'],
    ['empty-200', null],
  ])('%s is called that, with host and beginning', async (scenario, beginning) => {
    const engine = engineFor(scenario)
    const result = await engine.run()
    expectSettled(result, engine)
    expect(result.run).toMatchObject({ state: 'failed', error: { kind: 'network' } })
    expect(result.run.error?.title).toBe(`This is not an API answer from ${new URL(simulator.url).host}`)
    if (beginning) expect(result.run.error?.said).toContain(beginning)
    else expect(result.run.error?.advice).toContain('empty')
    expect(result.run.attempts).toHaveLength(1)
  })

  it('shows 200 characters of it and no more', async () => {
    const server = await serverOf((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('a'.repeat(100_000))
    })
    const { run } = await runEngine(destinationAt(server.url)).run()
    expect(run.error?.said).toHaveLength(200)
  })
})

describe('beyond the table', () => {
  it('an answer larger than the cap ends as truncated, with what came, and its connection is closed', async () => {
    const server = await serverOf((_request, response) => {
      response
        .writeHead(200, eventStream)
        .write(textAnswer(Array.from({ length: 40 }, () => 'x'.repeat(65_536))).join(''))
    })
    const { run } = await runEngine(destinationAt(server.url), { limits: { mostBytes: 1_048_576 } }).run()
    expect(run.state).toBe('truncated')
    expect(run.error?.title).toBe('The answer grew too large')
    expect(answerText(run.response).length).toBeGreaterThan(65_536)
    await expect.poll(() => server.sockets.every(({ destroyed }) => destroyed)).toBe(true)
  })

  it('a server that keeps the connection open after message_stop does not keep the run, nor the connection', async () => {
    const server = await serverOf((_request, response) => {
      response.writeHead(200, eventStream).write(textAnswer(['Hello']).join(''))
    })
    const { run } = await runEngine(destinationAt(server.url)).run()
    expect(run).toMatchObject({ state: 'completed', error: null })
    await expect.poll(() => server.sockets.every(({ destroyed }) => destroyed)).toBe(true)
  })

  it('a connection is used again for later runs', async () => {
    const server = await serverOf((_request, response) => {
      response.writeHead(200, eventStream)
      for (const event of textAnswer(['Hello'])) response.write(event)
      response.end()
    })
    const engine = runEngine(destinationAt(server.url))
    // The very next run may begin before the last byte of the one before is read.
    for (let count = 0; count < 5; count += 1) await engine.run()
    expect(server.sockets.length).toBeLessThan(server.requests.length)
  })

  it('gzip is unpacked, and gzip that breaks off is a lost connection', async () => {
    expect((await engineFor('gzip').run()).run.state).toBe('completed')
    expect((await engineFor('gzip?cut=300').run()).run.state).toBe('truncated')
  })

  it('events without names are read too, as some compatible servers send them', async () => {
    const server = await serverOf((_request, response) => {
      const nameless = textAnswer(['Hello ', 'world']).map((event) => event.replace(/^event: .*\n/, ''))
      response.writeHead(200, eventStream).end(`${nameless.join('')}data: [DONE]\n\n`)
    })
    const { run } = await runEngine(destinationAt(server.url)).run()
    expect(run.state).toBe('completed')
    expect(answerText(run.response)).toBe('Hello world')
  })

  it('an error event without a name or a type is an error all the same', async () => {
    const server = await serverOf((_request, response) => {
      response
        .writeHead(200, eventStream)
        .end(`data: {"type":"error","error":"out of memory"}\n\n${sse({ type: 'message_stop' })}`)
    })
    const { run } = await runEngine(destinationAt(server.url)).run()
    expect(run).toMatchObject({ state: 'failed', error: { kind: 'api', said: '"out of memory"' } })
  })

  it('a port where nothing listens is named', async () => {
    const probe = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => probe.once('listening', resolve))
    const { port } = probe.address() as AddressInfo
    await new Promise((resolve) => probe.close(resolve))
    const { run } = await runEngine(destinationAt(`http://127.0.0.1:${port}`)).run()
    expect(run.error?.title).toBe(`Nothing listens at 127.0.0.1:${port}`)
    expect(run.attempts).toHaveLength(3)
  })
})
