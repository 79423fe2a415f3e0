import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AppError } from '#shared/app-error'
import { answerText, type RunEvent } from '#shared/runs/run'
import { type Simulator, startSimulator } from '#simulator/simulator'
import { type RawServer, rawServer, textAnswer } from '../../../test/support/raw-server.ts'
import {
  runEngine as anyRunEngine,
  destinationAt,
  promptOf,
  realRunStore,
  testKey,
} from '../../../test/support/run-engine.ts'

let simulator: Simulator
let history: Awaited<ReturnType<typeof realRunStore>>
beforeAll(async () => {
  simulator = await startSimulator({ scenario: 'fast' })
  history = await realRunStore()
})
afterAll(async () => {
  await simulator.close()
  await history.close()
})

/** Runs that end up in a real database. */
const runEngine: typeof anyRunEngine = (destination, options) =>
  anyRunEngine(destination, { store: history.store, ...options })

const servers: RawServer[] = []
async function serverOf(...handle: Parameters<typeof rawServer>): Promise<RawServer> {
  const server = await rawServer(...handle)
  servers.push(server)
  return server
}
afterAll(() => Promise.all(servers.map((server) => server.close())))

const eventStream = { 'content-type': 'text/event-stream', 'request-id': 'req_test' }
const textOfDeltas = (events: RunEvent[]) =>
  events.map((event) => (event.type === 'block-delta' && event.field === 'text' ? event.text : '')).join('')

describe('a run', () => {
  it('streams an answer and keeps it whole, with usage, cost, timing and request id', async () => {
    const { run: start, store, logged } = runEngine(destinationAt(simulator.url))
    const { events, run } = await start()
    expect(run).toMatchObject({
      state: 'completed',
      stopReason: 'end_turn',
      status: 200,
      error: null,
      model: 'claude-haiku-4-5',
    })
    expect(answerText(run.response)).toBe(textOfDeltas(events))
    expect(run.url).toBe(`${simulator.url}/v1/messages`)
    expect(run.inputTokens).toBeGreaterThan(5)
    expect(run.costUsd).toBeCloseTo((run.inputTokens! + 5 * run.outputTokens!) / 1_000_000)
    expect(run.requestId).toMatch(/^req_/)
    expect(run.durationMs).toBeGreaterThanOrEqual(run.firstTokenMs!)
    expect(run.attempts).toMatchObject([{ number: 1, status: 200, failure: null, requestId: run.requestId }])
    expect(answerText(run.response).replace(/\s+/g, ' ').startsWith(run.excerpt.trim())).toBe(true)
    expect(store.rows.get(run.id)).toEqual(run)
    const { id: runId, requestId, model, startedAt, durationMs, inputTokens, outputTokens } = run
    expect(logged).toEqual([
      { runId, requestId, model, startedAt, durationMs, inputTokens, outputTokens, outcome: 'completed' },
    ])
  })

  it('tells in order: start, attempt, message, blocks, usage, end; the first delta says that it is the first', async () => {
    const { events } = await runEngine(destinationAt(simulator.url)).run()
    const kinds = events.map(({ type }) => type).filter((type, index, all) => type !== all[index - 1])
    expect(kinds).toEqual([
      'start',
      'attempt',
      'message-start',
      'block-start',
      'block-delta',
      'block-end',
      'usage',
      'end',
    ])
    const deltas = events.filter((event) => event.type === 'block-delta')
    expect(deltas.map(({ isFirst }) => isFirst === true)).toEqual(deltas.map((_, index) => index === 0))
  })

  it('sends and records the values of variables in their places, in the prefill too', async () => {
    const { run: start, store } = runEngine(destinationAt(simulator.url))
    const { run } = await start(
      promptOf({
        messages: [{ id: 'm1', role: 'user', content: 'Greet {{name}}.' }],
        prefill: 'Dear {{name}}',
        variables: { values: { name: 'Ada' } },
      }),
    )
    expect(run).toMatchObject({ state: 'completed', prefill: 'Dear Ada' })
    expect(store.rows.get(run.id)?.request.body.messages).toEqual([
      { role: 'user', content: 'Greet Ada.' },
      { role: 'assistant', content: 'Dear Ada' },
    ])
    expect(await store.prompt(run.id)).toMatchObject({
      prefill: 'Dear {{name}}',
      variables: { values: { name: 'Ada' } },
    })
  })

  it('is in the store before its request leaves', async () => {
    const rowsAtRequest: number[] = []
    const server = await serverOf((_request, response) => {
      rowsAtRequest.push(engine.store.rows.size)
      response.writeHead(200, eventStream).end(textAnswer(['Hi']).join(''))
    })
    const engine = runEngine(destinationAt(server.url))
    await engine.run()
    expect(rowsAtRequest).toEqual([1])
    expect(engine.store.written[0]).toMatchObject({ state: 'running', attempts: [] })
  })

  it('passes the first delta on at once, while the server is still writing', async () => {
    let finish = () => {}
    const server = await serverOf((_request, response) => {
      const [head, start, first, ...rest] = textAnswer(['Hello', ' world'])
      response.writeHead(200, eventStream)
      response.write(`${head}${start}${first}`)
      finish = () => response.end(rest.join(''))
    })
    const seen: RunEvent[] = []
    for await (const event of runEngine(destinationAt(server.url)).start()) {
      seen.push(event)
      if (event.type === 'block-delta' && event.isFirst) finish()
    }
    expect(textOfDeltas(seen)).toBe('Hello world')
  })

  it('saves what has come about once a second, also when nothing follows', async () => {
    let finish = () => {}
    const server = await serverOf((_request, response) => {
      const [head, start, first, ...rest] = textAnswer(['Hello', ' world'])
      response.writeHead(200, eventStream)
      response.write(`${head}${start}${first}`)
      finish = () => response.end(rest.join(''))
    })
    const engine = runEngine(destinationAt(server.url))
    const ended = engine.run()
    await expect.poll(() => engine.store.written.map(({ response }) => answerText(response))).toContain('Hello')
    finish()
    expect((await ended).run.state).toBe('completed')
    expect(engine.store.written.map(({ state }) => state)).toEqual(['running', 'running', 'completed'])
  })

  it('joins nothing to the prefill: the response holds what came, the record what was sent before', async () => {
    const { run } = await runEngine(destinationAt(simulator.url)).run(promptOf({ prefill: '{"name":' }))
    expect(run.prefill).toBe('{"name":')
    expect(run.request.body.messages.at(-1)).toEqual({ role: 'assistant', content: '{"name":' })
    expect(answerText(run.response).startsWith('{"name":')).toBe(false)
    expect(run.excerpt.startsWith('{"name":')).toBe(true)
  })

  it('has no cost where the model is unknown', async () => {
    const server = await serverOf((_request, response) => {
      response.writeHead(200, eventStream).end(textAnswer(['Hi']).join('').replace('claude-haiku-4-5', 'llama-7'))
    })
    const { run } = await runEngine(destinationAt(server.url, { kind: 'custom' })).run(promptOf({ model: 'llama-7' }))
    expect(run).toMatchObject({ state: 'completed', costUsd: null, inputTokens: 10, outputTokens: 1 })
  })
})

describe('the history', () => {
  it('lists a run and gives it back as its end event told it', async () => {
    const engine = runEngine(destinationAt(simulator.url))
    const { run } = await engine.run()
    const { runs } = await engine.handlers['runs.list'](
      { before: null, limit: 1 },
      { signal: new AbortController().signal },
    )
    expect(runs).toMatchObject([{ id: run.id, state: 'completed', excerpt: run.excerpt, costUsd: run.costUsd }])
    expect(await engine.handlers['runs.get']({ id: run.id }, { signal: new AbortController().signal })).toEqual(run)
  })

  it('says when a run is not there any more', async () => {
    const { handlers } = runEngine(destinationAt(simulator.url))
    const asked = handlers['runs.get']({ id: 'gone' }, { signal: new AbortController().signal })
    await expect(asked).rejects.toMatchObject({ kind: 'not-found', facts: { id: 'gone' } })
  })
})

describe('a run that cannot be sent', () => {
  it('is recorded as failed when there is no key', async () => {
    const engine = runEngine(async () => {
      throw new AppError('no-api-key', 'Anthropic needs an API key. Set one in Settings, or use the Simulator.', {
        connectionId: 'anthropic',
      })
    })
    const { events, run } = await engine.run()
    expect(events.map(({ type }) => type)).toEqual(['start', 'end'])
    expect(run).toMatchObject({
      state: 'failed',
      connectionId: 'anthropic',
      connectionName: 'Anthropic',
      error: { kind: 'no-api-key', title: 'This connection has no key yet' },
      request: { apiVersion: '2026-10-21' },
      attempts: [],
    })
    expect(engine.store.rows.get(run.id)).toEqual(run)
  })

  it('says which value no header can carry, and quotes none of it', async () => {
    const key = 'sk-ant-one\nsk-ant-two'
    const { run } = await runEngine(destinationAt(simulator.url, { key })).run()
    expect(run).toMatchObject({ state: 'failed', error: { kind: 'invalid-input' } })
    expect(run.error?.advice).toContain('the key')
    expect(JSON.stringify(run)).not.toMatch(/sk-ant-(one|two)/)
  })
})

describe('a run that cannot be saved', () => {
  it('goes on when the disk is full, and its end says that it is not saved (R37)', async () => {
    const engine = runEngine(destinationAt(simulator.url))
    engine.store.failure = new AppError('storage', 'The disk is full.')
    const { events, run } = await engine.run()
    expect(run.state).toBe('completed')
    expect(answerText(run.response)).toBe(textOfDeltas(events))
    expect(run.error).toMatchObject({ kind: 'storage', said: 'The disk is full.' })
    expect(engine.store.rows.size).toBe(0)
  })

  it('is saved after all when the disk has room again at its end (R37)', async () => {
    const engine = runEngine(destinationAt(simulator.url))
    engine.store.failure = new Error('no space')
    let last: RunEvent | null = null
    for await (const event of engine.start()) {
      if (event.type === 'block-delta') engine.store.failure = null
      last = event
    }
    expect(last).toMatchObject({ type: 'end', run: { state: 'completed', error: null } })
    expect([...engine.store.rows.values()]).toMatchObject([{ state: 'completed' }])
  })

  it('keeps its own error and adds that it is not saved', async () => {
    const engine = runEngine(destinationAt(simulator.url, { scenario: 'unauthorized-401' }))
    engine.store.failure = new Error('no space')
    const { run } = await engine.run()
    expect(run.error).toMatchObject({ kind: 'api', status: 401, facts: { notSaved: 'no space' } })
  })
})

describe('a consumer', () => {
  it('that leaves in the middle stops the run, which is kept as stopped', async () => {
    const engine = runEngine(destinationAt(simulator.url, { scenario: 'slow?ms=50&first=0' }))
    for await (const event of engine.start()) if (event.type === 'block-delta') break
    const [row] = [...engine.store.rows.values()]
    expect(row).toMatchObject({ state: 'stopped', error: null })
    expect(answerText(row!.response)).not.toBe('')
    await expect.poll(() => simulator.requests.at(-1)).toMatchObject({ aborted: true })
  })

  it('that pauses makes the server pause: nothing is buffered without bound', async () => {
    const piece = 'x'.repeat(65_536)
    let written = 0
    const server = await serverOf((_request, response) => {
      const [head, start, delta] = textAnswer([piece])
      response.writeHead(200, eventStream)
      response.write(`${head}${start}`)
      const write = () => {
        while (written < 3_000 * piece.length) {
          written += piece.length
          if (!response.write(delta)) return void response.once('drain', write)
        }
      }
      write()
    })
    const controller = new AbortController()
    const events = runEngine(destinationAt(server.url)).start(promptOf(), controller.signal)[Symbol.asyncIterator]()
    for (let next = await events.next(); next.value.type !== 'block-delta'; next = await events.next());
    let before = -1
    const isStill = () => {
      const since = before
      before = written
      return since === written
    }
    await expect.poll(isStill, { interval: 250 }).toBe(true)
    expect(written).toBeLessThan(0.2 * 3_000 * piece.length)
    controller.abort()
    let last: RunEvent | null = null
    for (let next = await events.next(); !next.done; next = await events.next()) last = next.value
    expect(last).toMatchObject({ type: 'end', run: { state: 'stopped' } })
  })
})

it('keeps the key out of every event, row and log line, also when the server repeats it', async () => {
  const server = await serverOf((request, response) => {
    const said = `Bad key ${request.headers.authorization} / ${testKey}`
    response
      .writeHead(request.url?.includes('models') ? 404 : 401, { 'content-type': 'application/json' })
      .end(JSON.stringify({ type: 'error', error: { type: 'authentication_error', message: said } }))
  })
  const redirecting = await serverOf((_request, response) => {
    response.writeHead(302, { location: `https://elsewhere.test/${testKey}?key=${testKey}` }).end()
  })
  const page = await serverOf((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end(`<p>${testKey}</p>`)
  })
  for (const { url } of [server, redirecting, page]) {
    const engine = runEngine(destinationAt(url))
    const { events } = await engine.run()
    expect(JSON.stringify([events, engine.store.written, engine.logged])).not.toContain(testKey)
  }
})
