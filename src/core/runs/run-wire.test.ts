// What is kept of the wire, held against the bytes that a server really received, over real HTTP and real SQLite.
import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { Run, RunEvent } from '#shared/runs/run'
import type { WireAttempt, WireEvent } from '#shared/runs/wire'
import { type Simulator, startSimulator } from '#simulator/simulator'
import { closedPort } from '../../../test/support/closed-port.ts'
import { rawServer, textAnswer } from '../../../test/support/raw-server.ts'
import { recordBytes } from '../../../test/support/recorded-bytes.ts'
import {
  destinationAt,
  promptOf,
  type RunEngine,
  realRunStore,
  runEngine,
  testKey,
} from '../../../test/support/run-engine.ts'
import { temporaryFolder } from '../../../test/support/temporary-folder.ts'
import type { RunStore } from './run-store.ts'
import type { WireStore } from './wire-store.ts'

const hostile = `'; touch /tmp/x #"$HOME" \`id\` $(id) \\ %s ! \n\t\u0000 \u2028 Grüße 你好 👋 \ud800 </script> @file {a,b} [1-3]`

let simulator: Simulator
let history: { store: RunStore & WireStore; close: () => Promise<void> }
const context = { signal: new AbortController().signal }
beforeEach(async () => {
  simulator = await startSimulator({ scenario: 'fast' })
  history = await realRunStore()
})
afterEach(async () => {
  await history.close()
  await simulator.close()
})

function engineAt(url: string, options: Parameters<typeof destinationAt>[1] = {}): RunEngine {
  const { store } = history
  return runEngine(destinationAt(url, options), { store, wireStore: store })
}
const wireOf = (engine: RunEngine, { id }: Run): Promise<WireAttempt[]> => engine.handlers['runs.wire']({ id }, context)
const textOf = async (engine: RunEngine, { id }: Run, attempt: number, part: 'request' | 'response') =>
  (await engine.handlers['runs.wireText']({ id, attempt, part, offset: 0, limit: 1_000_000 }, context)).text
async function eventsOf(
  engine: RunEngine,
  { id }: Pick<Run, 'id'>,
  attempt: number | null = null,
): Promise<WireEvent[]> {
  const all: WireEvent[] = []
  for (;;) {
    const page = await engine.handlers['runs.events']({ id, attempt, after: all.length, limit: 2_000 }, context)
    all.push(...page.events)
    if (all.length >= page.total) return all
  }
}

/** The request as bytes, put together from what is shown, with the key where its last four characters stand. */
function requestBytes({ method, url, requestHeaders }: WireAttempt, body: string): string {
  const { pathname, search } = new URL(url)
  const lines = requestHeaders.map(
    ({ name, value, isSecret }) => `${name}: ${isSecret ? value.replace('sk-ant-…cdef', testKey) : value}`,
  )
  return [`${method} ${pathname}${search} HTTP/1.1`, ...lines, '', body].join('\r\n')
}

describe('the request', () => {
  it.each(['bearer', 'x-api-key', 'both'] as const)(
    'is kept byte for byte as the server received it (%s)',
    async (credential) => {
      const heard = recordBytes(simulator.port)
      onTestFinished(heard.stop)
      const engine = engineAt(simulator.url, { credential })
      const { run } = await engine.run(promptOf({ system: hostile, settings: { max_tokens: 50, temperature: 0.2 } }))
      const [attempt] = await wireOf(engine, run)
      expect(attempt).toMatchObject({ number: 1, hasLeft: true, method: 'POST', url: `${simulator.url}/v1/messages` })
      expect(requestBytes(attempt!, await textOf(engine, run, 1, 'request'))).toBe(heard.all().toString())
      expect(attempt!.requestHeaders.filter(({ isSecret }) => isSecret).length).toBe(credential === 'both' ? 2 : 1)
      expect(JSON.stringify(attempt)).not.toContain(testKey)
    },
  )

  it('is stored once, however large and however often it is tried', async () => {
    const engine = engineAt(simulator.url, { scenario: 'overloaded-529?times=1' })
    const { run } = await engine.run(promptOf({ system: 'word '.repeat(60_000) }))
    const attempts = await wireOf(engine, run)
    expect(attempts.map(({ status, requestBytes }) => [status, requestBytes > 300_000])).toEqual([
      [529, true],
      [200, true],
    ])
    expect(
      (await history.store.wireText({ runId: run.id, attempt: 2, part: 'request', offset: 0, limit: 1e9 }))?.text,
    ).toBe(simulator.requests.at(-1)?.body)
  })

  it('that found no connection is shown as it was meant to go', async () => {
    const engine = engineAt(`http://127.0.0.1:${await closedPort()}`)
    const { run } = await engine.run()
    const attempts = await wireOf(engine, run)
    expect(attempts).toHaveLength(3)
    for (const attempt of attempts) {
      expect(attempt).toMatchObject({ hasLeft: false, status: null, failure: expect.stringContaining('ECONNREFUSED') })
      expect(attempt.requestHeaders).toContainEqual({ name: 'anthropic-version', value: run.request.apiVersion })
    }
  })
})

describe('the prompt’s own headers', () => {
  it('are shown as they went, and stand in the copied command', async () => {
    const engine = engineAt(simulator.url)
    const { run } = await engine.run(promptOf({ betas: ['one-2026-01-01'], headers: { 'X-Team': 'docs' } }))
    const [attempt] = await wireOf(engine, run)
    expect(attempt!.requestHeaders).toContainEqual({ name: 'anthropic-beta', value: 'one-2026-01-01' })
    expect(attempt!.requestHeaders).toContainEqual({ name: 'x-team', value: 'docs' })
    const { text } = await engine.handlers['runs.curl']({ id: run.id, attempt: 1 }, context)
    expect(text).toContain("-H 'x-team: docs'")
  })
})

describe('the copied command', () => {
  const execute = async (command: string, shell: string, key: string) => {
    const file = join(await temporaryFolder(), 'command.sh')
    await writeFile(file, command)
    const env = { ...process.env, ANTHROPIC_API_KEY: key }
    return (await promisify(execFile)(shell, [file], { env, maxBuffer: 1e8 })).stdout
  }

  it.each([
    ['a hostile prompt', 'bash', hostile],
    ['a hostile prompt', 'sh', hostile],
    ['a prompt too long for an argument', 'sh', `${hostile} ${'long '.repeat(60_000)}`],
  ])('run in a shell sends the same body with the key of the environment: %s, %s', async (_what, shell, system) => {
    const engine = engineAt(simulator.url, { credential: 'both' })
    const { run } = await engine.run(promptOf({ system }))
    const { text } = await engine.handlers['runs.curl']({ id: run.id, attempt: 1 }, context)
    expect(text).not.toContain('cdef')
    const sent = simulator.requests.at(-1)
    const answer = await execute(text, shell, 'sk-ant-from-the-environment')
    const again = simulator.requests.at(-1)
    expect(again).not.toBe(sent)
    expect(answer).toContain('event: message_stop')
    expect(again?.body).toBe(sent?.body)
    expect(again?.headers).toMatchObject({
      authorization: 'Bearer sk-ant-from-the-environment',
      'x-api-key': 'sk-ant-from-the-environment',
      'anthropic-version': sent?.headers['anthropic-version'],
      'content-type': 'application/json',
    })
  })
})

describe('the response', () => {
  it('is kept with its header lines, its times and its bytes', async () => {
    const answer = textAnswer(['Grüße ', '👋'])
    const server = await rawServer((_request, response) => {
      response.writeHead(200, 'Fine', [
        ['Content-Type', 'text/event-stream'],
        ['Request-Id', 'req_1'],
        ['X-Twice', 'a'],
        ['X-Twice', 'b'],
      ])
      for (const event of answer) response.write(event)
      response.end()
    })
    onTestFinished(server.close)
    const engine = engineAt(server.url)
    const { run } = await engine.run()
    const [attempt] = await wireOf(engine, run)
    expect(attempt).toMatchObject({
      status: 200,
      statusText: 'Fine',
      failure: null,
      responseBytes: Buffer.byteLength(answer.join('')),
    })
    expect(attempt!.responseHeaders.slice(0, 4)).toEqual([
      { name: 'Content-Type', value: 'text/event-stream' },
      { name: 'Request-Id', value: 'req_1' },
      { name: 'X-Twice', value: 'a' },
      { name: 'X-Twice', value: 'b' },
    ])
    expect(await textOf(engine, run, 1, 'response')).toBe(answer.join(''))
    expect(attempt!.firstByteMs).toBeGreaterThanOrEqual(attempt!.headersMs!)
    expect(attempt!.endMs).toBeGreaterThanOrEqual(attempt!.firstByteMs!)
  })

  it('of every try is kept, the refusals with their own bodies', async () => {
    const engine = engineAt(simulator.url, { scenario: 'overloaded-529?times=2' })
    const { run } = await engine.run()
    const attempts = await wireOf(engine, run)
    expect(attempts.map(({ status, failure }) => [status, failure])).toEqual([
      [529, '529 · overloaded_error · Overloaded'],
      [529, '529 · overloaded_error · Overloaded'],
      [200, null],
    ])
    expect(JSON.parse(await textOf(engine, run, 1, 'response'))).toMatchObject({ error: { type: 'overloaded_error' } })
  })

  it('that breaks off is kept as far as it came', async () => {
    const engine = engineAt(simulator.url, { scenario: 'cut?after=900' })
    const { run } = await engine.run()
    const [attempt] = await wireOf(engine, run)
    expect(attempt).toMatchObject({ status: 200, keptBytes: 900, failure: expect.stringContaining('ECONNRESET') })
  })

  it('that repeats the key is kept without it, also where it is torn apart', async () => {
    const body = `event: message_start\ndata: {"said":"${testKey}","again":"${encodeURIComponent(testKey)}"}\n\n`
    const server = await rawServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'x-echo': testKey }).flushHeaders()
      const write = (at: number) => {
        if (at >= body.length) return response.end()
        response.write(body.slice(at, at + 7))
        setImmediate(() => write(at + 7))
      }
      write(0)
    })
    onTestFinished(server.close)
    const engine = engineAt(server.url)
    const { run } = await engine.run()
    const all = [await wireOf(engine, run), await textOf(engine, run, 1, 'response'), await eventsOf(engine, run)]
    expect(JSON.stringify(all)).not.toContain(testKey)
    expect(await textOf(engine, run, 1, 'response')).toHaveLength(body.length)
  })
})

describe('the events', () => {
  it('are those of the stream, in order, each with the moment of its arrival', async () => {
    const engine = engineAt(simulator.url, { scenario: 'slow?ms=40' })
    const { run } = await engine.run(promptOf({ settings: { max_tokens: 20 } }))
    const events = await eventsOf(engine, run)
    const body = await textOf(engine, run, 1, 'response')
    expect(events.map(({ data }) => data)).toEqual([...body.matchAll(/^data: (.*)$/gm)].map(([, data]) => data))
    expect(events[0]?.kind).toBe('message_start')
    expect(events.map(({ kind }) => kind)).toContain('text_delta')
    expect(events.at(-1)?.kind).toBe('message_stop')
    expect(events.map(({ atMs }) => atMs)).toEqual(events.map(({ atMs }) => atMs).toSorted((a, b) => a - b))
    expect(new Set(events.map(({ atMs }) => atMs)).size).toBeGreaterThan(1)
  })

  it('can be read while the run goes, page by page, each once', async () => {
    const engine = engineAt(simulator.url, { scenario: 'stall?after=4&before=bytes' })
    const controller = new AbortController()
    const stream = engine.start(promptOf(), controller.signal)[Symbol.asyncIterator]()
    const { value: started } = (await stream.next()) as { value: Extract<RunEvent, { type: 'start' }> }
    const ended = (async () => {
      for (let step = await stream.next(); !step.done; step = await stream.next());
    })()
    const { id } = started.run
    const seen: WireEvent[] = []
    const page = async () =>
      engine.handlers['runs.events']({ id, attempt: null, after: seen.length, limit: 2 }, context)
    const seenBeforeItsEnd = async () => {
      const { events, hasEnded } = await page()
      seen.push(...events)
      return hasEnded ? 0 : seen.length
    }
    await expect.poll(seenBeforeItsEnd).toBeGreaterThan(6)
    controller.abort()
    await ended
    expect(await eventsOf(engine, { id })).toEqual(seen)
    expect((await page()).hasEnded).toBe(true)
  })

  it('are none where the response is no stream', async () => {
    const engine = engineAt(simulator.url, { scenario: 'unauthorized-401' })
    const { run } = await engine.run()
    expect(await eventsOf(engine, run)).toEqual([])
  })

  it('are a hundred thousand, and each page costs one read', async () => {
    const pieces = Array.from({ length: 100_000 }, (_, index) => ` w${index}`)
    const server = await rawServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).end(textAnswer(pieces).join(''))
    })
    onTestFinished(server.close)
    const engine = engineAt(server.url)
    const { run } = await engine.run()
    const [attempt] = await wireOf(engine, run)
    expect(attempt!.keptBytes).toBe(attempt!.responseBytes)
    expect((await eventsOf(engine, run)).length).toBe(100_005)
  })
})

describe('a wait between two tries', () => {
  const start = (engine: RunEngine, signal: AbortSignal, choose: (id: string) => Promise<unknown>) =>
    (async () => {
      let id = ''
      let last: Run | null = null
      let waits = 0
      for await (const event of engine.start(promptOf(), signal)) {
        if (event.type === 'start') id = event.run.id
        if (event.type === 'attempt' && event.attempt.retryAt) {
          waits += 1
          if (waits === 1) await choose(id)
        }
        if (event.type === 'end') last = event.run
      }
      return last
    })()

  it('ends at once on demand, and the record says so', async () => {
    const engine = engineAt(simulator.url, { scenario: 'rate-limit-429?times=1&retry-after=huge' })
    const run = await start(engine, context.signal, async (id) => {
      setImmediate(() => void engine.handlers['runs.retryNow']({ id }, context))
    })
    expect(run).toMatchObject({
      state: 'completed',
      attempts: [
        { number: 1, status: 429, waitReason: 'you retried at once', retryAt: null },
        { number: 2, status: 200 },
      ],
    })
    expect(run!.attempts[0]!.waitMs).toBeLessThan(60_000)
  })

  it('is as long as the server asked where the person chooses that, and told again', async () => {
    const engine = engineAt(simulator.url, { scenario: 'rate-limit-429?times=1&seconds=90' })
    const told: RunEvent[] = []
    let id = ''
    for await (const event of engine.start()) {
      if (event.type === 'start') id = event.run.id
      if (event.type !== 'attempt') continue
      told.push(event)
      const call = told.length === 1 ? 'runs.waitAsked' : 'runs.retryNow'
      if (event.attempt.retryAt) setImmediate(() => void engine.handlers[call]({ id }, context))
    }
    expect(told).toMatchObject([
      { attempt: { waitMs: 60_000, askedWaitMs: 90_000, retryAt: expect.any(String) } },
      {
        attempt: {
          waitMs: 90_000,
          waitReason: 'the server asked for it, and you chose to wait',
          retryAt: expect.any(String),
        },
      },
      { attempt: { waitReason: 'you retried at once', retryAt: null } },
      { attempt: { number: 2, status: 200 } },
    ])
  })

  it('ends with the run when that is stopped, and nothing more is sent', async () => {
    const engine = engineAt(simulator.url, { scenario: 'rate-limit-429?retry-after=huge' })
    const controller = new AbortController()
    const run = await start(engine, controller.signal, async () => void setImmediate(() => controller.abort()))
    expect(run).toMatchObject({ state: 'stopped', attempts: [{ status: 429, waitReason: 'you stopped the run' }] })
    expect(simulator.requests).toHaveLength(1)
  })

  it('does nothing where no run waits', async () => {
    const engine = engineAt(simulator.url)
    expect(await engine.handlers['runs.retryNow']({ id: 'none' }, context)).toBeNull()
    expect(await engine.handlers['runs.waitAsked']({ id: 'none' }, context)).toBeNull()
  })
})
