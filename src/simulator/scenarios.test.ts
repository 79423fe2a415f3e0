// Every scenario, as a client meets it.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { effects } from './scenarios/state.ts'
import { scenarios } from './scenarios.ts'
import { type Simulator, startSimulator } from './simulator.ts'
import { ask, countable, eventsIn, hello, post, readEvents, streamedText, textIn } from './test-client.ts'

let simulator: Simulator
beforeEach(async () => {
  simulator = await startSimulator({ scenario: 'fast', now: () => new Date('2026-11-22T12:00:00Z') })
})
afterEach(() => simulator.close())

const stream = { ...hello, stream: true }
const send = (scenario: string, body: object = stream, signal?: AbortSignal) =>
  post(simulator, body, { scenario, ...(signal ? { signal } : {}) })
const names = (events: { event: string }[]) => events.map(({ event }) => event)

/** Reads a body until it ends or breaks, and says how. */
async function readToEnd(response: Response): Promise<{ bytes: Buffer; end: 'clean' | 'broken' }> {
  const chunks: Uint8Array[] = []
  try {
    for await (const chunk of response.body!) chunks.push(chunk)
    return { bytes: Buffer.concat(chunks), end: 'clean' }
  } catch {
    return { bytes: Buffer.concat(chunks), end: 'broken' }
  }
}

/** Reads until the text holds this; the rest stays unread. */
async function readUntil(response: Response, text: string): Promise<string> {
  const reader = response.body!.getReader()
  let seen = ''
  while (!seen.includes(text)) {
    const { value, done } = await reader.read()
    if (done) throw new Error(`The body ended without ${text}`)
    seen += Buffer.from(value).toString('utf8')
  }
  return seen
}

it('offers exactly the scenarios that have an effect', () => {
  expect(scenarios.map(({ name }) => name).toSorted()).toEqual(Object.keys(effects).toSorted())
})

it('gives every choice a default among its choices', () => {
  for (const { parameters } of scenarios) {
    for (const { kind, choices, default: value } of parameters) if (kind === 'choice') expect(choices).toContain(value)
  }
})

describe('pace', () => {
  const input = (values: Record<string, number>) => ({
    number: (name: string) => values[name]!,
    text: () => '',
    isStreamed: true,
  })
  const usual = { firstMs: 250, eventMs: () => 10 }
  const event = (name: string) => ({ name, data: { type: name }, tokens: 4 })

  it('slow waits before each piece and not between the others', () => {
    const pace = effects.slow!(input({ ms: 40, first: 7 })).pace!(usual)
    expect([pace.firstMs, pace.eventMs(event('content_block_delta')), pace.eventMs(event('ping'))]).toEqual([7, 40, 0])
  })

  it('slow and fast both send the whole answer', async () => {
    for (const scenario of ['slow?ms=1&first=1', 'fast']) {
      const events = await eventsIn(await send(scenario, { ...stream, max_tokens: 30 }))
      expect(names(events).at(-1)).toBe('message_stop')
    }
  })

  it('long answers exactly so many tokens, whatever max_tokens says', async () => {
    const { usage, stop_reason, content } = await ask(simulator, hello, { scenario: 'long?tokens=3000' })
    expect([usage.output_tokens, stop_reason, String(content[0]?.text).length]).toEqual([3000, 'end_turn', 10_500])
  })

  it('long sends pieces of a set size', async () => {
    const events = await eventsIn(await send('long?tokens=100&chunk=50'))
    expect(events.filter(({ event }) => event === 'content_block_delta').length).toBe(7)
  })

  it('drip tears events and characters apart and still completes', async () => {
    const { bytes, end } = await readToEnd(await send('drip?bytes=3&ms=0', { ...stream, max_tokens: 60 }))
    expect([end, names(readEvents(bytes.toString('utf8'))).at(-1)]).toEqual(['clean', 'message_stop'])
  })
})

describe('silence', () => {
  it('before the headers', async () => {
    const response = await Promise.race([send('stall?before=headers&ms=0'), simulatorSaw('/v1/messages')])
    expect(response).toBe('seen')
  })

  /** Resolves once the simulator has the request in hand. */
  async function simulatorSaw(path: string) {
    await expect.poll(() => simulator.requests.at(-1)?.path).toBe(path)
    return 'seen'
  }

  it('after the headers and before the first event, filled with pings when asked for', async () => {
    const seen = await readUntil(
      await send('stall?before=bytes&ms=0&pings=yes&every=5'),
      'event: ping\ndata: {"type":"ping"}\n\nevent: ping',
    )
    expect(seen).not.toContain('message_start')
  })

  it('in the middle, filled with pings when asked for', async () => {
    const seen = await readUntil(
      await send('stall?after=3&ms=0&pings=yes&every=5'),
      'event: ping\ndata: {"type":"ping"}\n\nevent: ping',
    )
    expect(seen.split('event: content_block_delta').length - 1).toBe(3)
  })

  it('ends by itself after its time', async () => {
    expect(names(await eventsIn(await send('stall?after=2&ms=30')))).toContain('message_stop')
    expect(names(await eventsIn(await send('stall?before=end&ms=30'))).at(-1)).toBe('message_stop')
    expect((await ask(simulator, hello, { scenario: 'stall?ms=30' })).stop_reason).toBe('end_turn')
  })

  it.each(['stall?before=headers&ms=0', 'stall?ms=0', 'stall?after=2&ms=0&pings=yes', 'slow?ms=100000', 'drip?ms=50'])(
    'leaves no timer behind when the client leaves: %s',
    async (scenario) => {
      const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length
      const before = timers()
      const leaving = new AbortController()
      const sent = send(scenario, stream, leaving.signal).then((response) => response.text())
      await expect.poll(() => simulator.requests.at(-1)?.body).toBe(JSON.stringify(stream))
      leaving.abort()
      await expect(sent).rejects.toThrow()
      await expect.poll(() => simulator.requests.at(-1)?.aborted).toBe(true)
      await expect.poll(timers).toBeLessThanOrEqual(before)
    },
  )
})

describe('cut', () => {
  it.each([
    ['reset', 'broken'],
    ['drop', 'broken'],
    ['close', 'clean'],
  ])('by %s after exactly so many bytes', async (how, expected) => {
    const { bytes, end } = await readToEnd(await send(`cut?after=900&how=${how}`))
    expect([bytes.length, end]).toEqual([900, expected])
    expect(bytes.toString('utf8')).not.toContain('message_stop')
  })

  it('inside a character', async () => {
    const { bytes } = await readToEnd(await send('cut?after=900&inside=utf8&how=close'))
    expect(bytes.length).toBeGreaterThan(900)
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes)).toThrow()
  })

  it('right after the headers', async () => {
    const { bytes, end } = await readToEnd(await send('cut?after=0&how=close'))
    expect([bytes.length, end]).toEqual([0, 'clean'])
  })

  it('also of a message that is not streamed', async () => {
    const { bytes, end } = await readToEnd(await send('cut?after=50', hello))
    expect([bytes.length, end]).toEqual([50, 'broken'])
  })

  it('reset: before any header, as often as asked for', async () => {
    await expect(send('reset?times=1')).rejects.toThrow()
    expect((await send('reset?times=1')).status).toBe(200)
  })

  it('gzip: whole and broken off', async () => {
    const whole = await send('gzip')
    expect(whole.headers.get('content-encoding')).toBe('gzip')
    expect(names(await eventsIn(whole)).at(-1)).toBe('message_stop')
    expect((await readToEnd(await send('gzip?cut=200'))).end).toBe('broken')
  })
})

describe('in the stream', () => {
  it.each(['overloaded_error', 'api_error', 'rate_limit_error', 'timeout_error'])(
    'ends with the error event %s',
    async (type) => {
      const events = await eventsIn(await send(`error-event?type=${type}&after=4`))
      expect(names(events).filter((name) => name === 'content_block_delta').length).toBe(4)
      expect(events.at(-1)).toMatchObject({ event: 'error', data: { type: 'error', error: { type } } })
    },
  )

  it('an error event becomes a status where nothing is streamed', async () => {
    expect((await send('error-event?type=api_error', hello)).status).toBe(500)
  })

  it('one event is not JSON, and the text is whole all the same', async () => {
    const events = await eventsIn(await send('malformed-event?after=2'))
    expect(events.filter(({ data }) => 'raw' in data).length).toBe(1)
    expect(streamedText(events)).toBe(textIn(await ask(simulator, hello)))
  })

  it('a message that is not streamed is malformed as a whole', async () => {
    await expect(send('malformed-event', hello).then((response) => response.json())).rejects.toThrow(SyntaxError)
  })

  it('things are sent that nobody knows yet', async () => {
    const events = await eventsIn(await send('unknown-event'))
    const text = JSON.stringify(events)
    for (const part of ['content_block_annotation', 'tone_delta', 'hologram', 'contemplated'])
      expect(text).toContain(part)
    expect(streamedText(events)).toBe(textIn(await ask(simulator, hello)))
    expect(names(await eventsIn(await send('unknown-event?kind=event')))).toContain('content_block_annotation')
    expect((await ask(simulator, hello, { scenario: 'unknown-event?kind=stop_reason' })).stop_reason).toBe(
      'contemplated',
    )
  })

  it('order is broken', async () => {
    const of = async (kind: string) => eventsIn(await send(`disorder?kind=${kind}`))
    expect((await of('bad-index')).find(({ event }) => event === 'content_block_delta')?.data.index).toBe(7)
    expect(names(await of('delta-before-start')).indexOf('content_block_delta')).toBe(2)
    expect(names(await of('two-starts')).filter((name) => name === 'content_block_start').length).toBe(2)
    expect(names(await of('late-events')).at(-1)).toBe('content_block_delta')
    expect(names(await of('no-block-stop'))).not.toContain('content_block_stop')
  })
})

describe('answers', () => {
  it('are refused, empty or after some text', async () => {
    const empty = await ask(simulator, hello, { scenario: 'refusal?category=bio' })
    expect([empty.content, empty.stop_reason, empty.stop_details]).toMatchObject([
      [],
      'refusal',
      { type: 'refusal', category: 'bio' },
    ])
    const partial = await ask(simulator, hello, { scenario: 'refusal?category=none&tokens=10' })
    expect([partial.usage.output_tokens, partial.stop_details]).toMatchObject([10, { category: null }])
  })

  it('pause, and go on once the content is sent back', async () => {
    const body = { ...hello, model: 'claude-opus-5-5' }
    const paused = await ask(simulator, body, { scenario: 'pause-turn' })
    expect([paused.stop_reason, paused.content.at(-1)?.type]).toEqual(['pause_turn', 'server_tool_use'])
    expect(paused.usage.server_tool_use).toMatchObject({ web_search_requests: 1 })
    const messages = [...body.messages, { role: 'assistant', content: paused.content }]
    const done = await ask(simulator, { ...body, messages }, { scenario: 'pause-turn' })
    expect(done.stop_reason).toBe('end_turn')
  })

  it('context-full fills the window of the model: request and answer together are all that it holds', async () => {
    const answer = await ask(simulator, { ...hello, max_tokens: 400 }, { scenario: 'context-full?tokens=12' })
    expect(answer.stop_reason).toBe('model_context_window_exceeded')
    expect(answer.usage.output_tokens).toBe(12)
    expect(answer.usage.input_tokens + answer.usage.output_tokens).toBe(200_000)
  })
})

describe('instead of an answer', () => {
  it.each([
    ['overloaded-529', 529, 'overloaded_error'],
    ['server-error-500', 500, 'api_error'],
    ['server-error-500?status=504', 504, 'timeout_error'],
    ['server-error-500?status=409', 409, 'conflict_error'],
    ['unauthorized-401', 401, 'authentication_error'],
    ['not-found-404', 404, 'not_found_error'],
    ['too-large-413?body=json', 413, 'request_too_large'],
    ['rate-limit-429', 429, 'rate_limit_error'],
  ])('%s is a %i %s', async (scenario, status, type) => {
    const response = await send(scenario)
    expect([response.status, await response.json()]).toMatchObject([status, { type: 'error', error: { type } }])
  })

  it.each([
    ['too-large-413', 413, 'text/html; charset=utf-8', /<html>/],
    ['server-error-500?status=502&body=html', 502, 'text/html; charset=utf-8', /<html>/],
    ['html-200', 200, 'text/html; charset=utf-8', /<html>/],
    ['html-200?body=json', 200, 'application/json', /ok/],
    ['html-200?body=text', 200, 'text/plain', /message_start/],
    ['html-200?body=data-only', 200, 'text/event-stream', /^data:/],
    ['empty-200', 200, null, /^$/],
  ])('%s is a %i of type %s', async (scenario, status, type, body) => {
    const response = await send(scenario)
    expect([response.status, response.headers.get('content-type')]).toEqual([status, type])
    expect(await response.text()).toMatch(body)
  })

  it.each([
    ['seconds&seconds=7', '7', null],
    ['date&seconds=60', 'Sun, 22 Nov 2026 12:01:00 GMT', null],
    ['ms&seconds=2', null, '2000'],
    ['absent', null, null],
    ['zero', '0', null],
    ['negative', '-5', null],
    ['huge', '315360000', null],
    ['garbage', 'in a little while', null],
  ])('rate-limit-429 gives the wait as %s', async (form, seconds, ms) => {
    const { headers } = await send(`rate-limit-429?retry-after=${form}`)
    expect([headers.get('retry-after'), headers.get('retry-after-ms')]).toEqual([seconds, ms])
  })

  it('a spend limit has its code and no wait', async () => {
    const response = await send('rate-limit-429?code=enforced_spend_limit_reached')
    const { error } = (await response.json()) as { error: object }
    expect(response.headers.get('retry-after')).toBeNull()
    expect(error).toMatchObject({ type: 'rate_limit_error', details: { error_code: 'enforced_spend_limit_reached' } })
  })

  it('tells whether to retry', async () => {
    expect((await send('server-error-500?should-retry=false')).headers.get('x-should-retry')).toBe('false')
  })

  it('redirects', async () => {
    const response = await send('redirect?status=302&to=http://127.0.0.1:9/')
    expect([response.status, response.headers.get('location')]).toEqual([302, 'http://127.0.0.1:9/'])
  })

  it('leaves other calls alone unless told', async () => {
    const count = async (scenario: string) =>
      (await post(simulator, countable, { path: '/v1/messages/count_tokens', scenario })).status
    expect([
      await count('overloaded-529'),
      await count('overloaded-529?on=all'),
      await count('unauthorized-401'),
    ]).toEqual([200, 529, 401])
  })
})

describe('times', () => {
  it('counts attempts of a setting, and anew when it is set again', async () => {
    const attempt = async () => (await post(simulator, hello)).status
    simulator.setScenario('overloaded-529?times=2&pace=fast')
    expect([await attempt(), await attempt(), await attempt(), await attempt()]).toEqual([529, 529, 200, 200])
    simulator.setScenario('overloaded-529?times=2&pace=fast')
    expect(await attempt()).toBe(529)
  })

  it('lets a header’s scenario succeed once, then begins anew', async () => {
    const attempt = async () => (await send('server-error-500?times=1')).status
    expect([await attempt(), await attempt(), await attempt()]).toEqual([500, 200, 500])
  })
})
