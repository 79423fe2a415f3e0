// Event shapes: Messages API reference, streaming.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readServerSentEvents } from '#core/api/sse'
import { pump } from '#core/api/stream-record'
import { answerText, mergeRunEvents, type RunEvent } from '#shared/runs/run'
import type { JsonObject } from '#shared/text/json'
import { collect } from '../../../test/support/collect.ts'
import { sse, textAnswer } from '../../../test/support/raw-server.ts'
import { createAccumulator } from './accumulate.ts'

const accumulator = () => createAccumulator({ elapsedMs: () => 7, requestId: () => 'req_1' })
const start = (index: number, content_block: JsonObject) => ({ type: 'content_block_start', index, content_block })
const delta = (index: number, change: JsonObject) => ({ type: 'content_block_delta', index, delta: change })
const text = (index: number, value: string) => delta(index, { type: 'text_delta', text: value })
const stop = (index: number) => ({ type: 'content_block_stop', index })

/** Takes all events; answers what the accumulator holds and what it told. */
function take(...events: JsonObject[]) {
  const taker = accumulator()
  const told: RunEvent[] = []
  for (const event of events) {
    const out: RunEvent[] = []
    taker.take(event, out)
    told.push(...out)
  }
  return { told, content: taker.response().content, taker }
}

describe('the blocks of an answer', () => {
  it('text, thinking with its signature, and a tool call with its input', () => {
    const { content, told } = take(
      start(0, { type: 'thinking', thinking: '', signature: '' }),
      delta(0, { type: 'thinking_delta', thinking: 'Let me ' }),
      delta(0, { type: 'thinking_delta', thinking: 'see.' }),
      delta(0, { type: 'signature_delta', signature: 'c2ln' }),
      stop(0),
      start(1, { type: 'text', text: '' }),
      text(1, 'I look '),
      text(1, 'it up.'),
      stop(1),
      start(2, { type: 'tool_use', id: 'toolu_1', name: 'weather', input: {} }),
      delta(2, { type: 'input_json_delta', partial_json: '{"city":' }),
      delta(2, { type: 'input_json_delta', partial_json: '"Köln"}' }),
      stop(2),
    )
    expect(content).toEqual([
      { type: 'thinking', thinking: 'Let me see.', signature: 'c2ln' },
      { type: 'text', text: 'I look it up.' },
      { type: 'tool_use', id: 'toolu_1', name: 'weather', input: { city: 'Köln' } },
    ])
    expect(told.filter(({ type }) => type === 'block-delta')).toEqual([
      { type: 'block-delta', index: 0, field: 'thinking', text: 'Let me ', isFirst: true, atMs: 7 },
      { type: 'block-delta', index: 0, field: 'thinking', text: 'see.' },
      { type: 'block-delta', index: 1, field: 'text', text: 'I look ' },
      { type: 'block-delta', index: 1, field: 'text', text: 'it up.' },
      { type: 'block-delta', index: 2, field: 'input', text: '{"city":' },
      { type: 'block-delta', index: 2, field: 'input', text: '"Köln"}' },
    ])
    expect(told.at(-1)).toEqual({ type: 'block-end', index: 2, block: content[2] })
  })

  it('tool input that is no JSON stays text, also while it is still coming', () => {
    const begun = [
      start(0, { type: 'tool_use', id: 't', name: 'n', input: {} }),
      delta(0, { type: 'input_json_delta', partial_json: '{"a": [1,' }),
    ]
    expect(take(...begun).content[0]).toMatchObject({ input: '{"a": [1,' })
    expect(take(...begun, stop(0)).content[0]).toMatchObject({ input: '{"a": [1,' })
  })

  it('tool input of which nothing came stays as it was given', () => {
    const block = { type: 'tool_use', id: 't', name: 'n', input: {} }
    expect(take(start(0, block), delta(0, { type: 'input_json_delta', partial_json: '' }), stop(0)).content).toEqual([
      block,
    ])
  })

  it('citations, kept in the order in which they came', () => {
    const { content } = take(
      start(0, { type: 'text', text: '', citations: null }),
      text(0, 'Grass is green.'),
      delta(0, { type: 'citations_delta', citation: { cited_text: 'green' } }),
      delta(0, { type: 'citations_delta', citation: { cited_text: 'grass' } }),
      stop(0),
    )
    expect(content).toEqual([
      { type: 'text', text: 'Grass is green.', citations: [{ cited_text: 'green' }, { cited_text: 'grass' }] },
    ])
  })

  it('blocks and deltas that nobody knows yet, kept as they came', () => {
    const { content } = take(
      start(0, { type: 'hologram', data: 'AAAA', depth: { z: 3 } }),
      delta(0, { type: 'light_delta', lumen: 4 }),
      stop(0),
    )
    expect(content).toEqual([
      { type: 'hologram', data: 'AAAA', depth: { z: 3 }, unknown_deltas: [{ type: 'light_delta', lumen: 4 }] },
    ])
  })

  it('text that came with the start is told as a delta, so that the deltas are always the whole text', () => {
    const { content, told } = take(start(0, { type: 'text', text: 'Hel' }), text(0, 'lo'))
    expect(content).toEqual([{ type: 'text', text: 'Hello' }])
    expect(told[0]).toMatchObject({ block: { type: 'text', text: '' } })
    expect(told.flatMap((event) => (event.type === 'block-delta' ? [event.text] : []))).toEqual(['Hel', 'lo'])
  })
})

describe('events out of order (R11)', () => {
  it('a delta of an index that never started gets a block of its own', () => {
    const { content } = take(
      start(0, { type: 'text', text: '' }),
      text(0, 'a'),
      text(7, 'b'),
      text(0, 'c'),
      text(7, 'd'),
    )
    expect(content.map((block) => block.text)).toEqual(['ac', 'bd'])
  })

  it('a delta without an index gets a block of its own', () => {
    const { content } = take(start(0, { type: 'text', text: '' }), text(0, 'a'), {
      type: 'content_block_delta',
      delta: { type: 'text_delta', text: '?' },
    })
    expect(content.map((block) => block.text)).toEqual(['a', '?'])
  })

  it('a second start of an open index ends the first block', () => {
    const { content, told } = take(
      start(0, { type: 'text', text: '' }),
      text(0, 'a'),
      start(0, { type: 'text', text: '' }),
      text(0, 'b'),
    )
    expect(content.map((block) => block.text)).toEqual(['a', 'b'])
    expect(told.map(({ type }) => type)).toEqual([
      'block-start',
      'block-delta',
      'block-end',
      'block-start',
      'block-delta',
    ])
  })

  it('the same start twice is one start', () => {
    const once = start(0, { type: 'text', text: '' })
    expect(take(once, once, text(0, 'a')).content).toEqual([{ type: 'text', text: 'a' }])
  })

  it('a delta after its block has ended gets a block of its own', () => {
    const { content } = take(start(0, { type: 'text', text: '' }), text(0, 'a'), stop(0), text(0, 'b'))
    expect(content.map((block) => block.text)).toEqual(['a', 'b'])
  })

  it('text never goes into a tool call or into thinking', () => {
    const { content } = take(
      start(0, { type: 'tool_use', id: 't', name: 'n', input: {} }),
      text(0, 'text'),
      start(1, { type: 'thinking', thinking: '' }),
      text(1, 'more'),
    )
    expect(content).toEqual([
      { type: 'tool_use', id: 't', name: 'n', input: {} },
      { type: 'text', text: 'text' },
      { type: 'thinking', thinking: '' },
      { type: 'text', text: 'more' },
    ])
  })

  it('nothing changes after message_stop', () => {
    const events = [start(0, { type: 'text', text: '' }), text(0, 'a'), { type: 'message_stop' }]
    const { taker } = take(...events)
    const before = taker.response()
    const told: RunEvent[] = []
    for (const late of [
      text(0, 'b'),
      start(1, { type: 'text', text: 'x' }),
      { type: 'message_delta', delta: { stop_reason: 'x' } },
    ]) {
      taker.take(late, told)
    }
    expect(told).toEqual([])
    expect(taker.response()).toEqual(before)
  })

  it('a block without its end ends with the message', () => {
    const { told } = take(start(0, { type: 'text', text: '' }), text(0, 'a'), { type: 'message_stop' })
    expect(told.at(-1)).toEqual({ type: 'block-end', index: 0, block: { type: 'text', text: 'a' } })
  })

  it('whatever comes in whatever order throws nothing, and what is told is what is kept', () => {
    const index = fc.oneof(fc.integer({ min: -2, max: 4 }), fc.constantFrom('0', null, undefined, 1.5))
    const block = fc.constantFrom(
      { type: 'text', text: '' },
      { type: 'text', text: 'x' },
      { type: 'tool_use', input: {} },
      { type: 'thinking' },
      { type: 'constructor' },
      {},
      null,
      'text',
    )
    const change = fc.constantFrom(
      { type: 'text_delta', text: 'a' },
      { type: 'thinking_delta', thinking: 'b' },
      { type: 'input_json_delta', partial_json: '{' },
      { type: 'text_delta' },
      { type: 'signature_delta', signature: 's' },
      { type: 'citations_delta' },
      { type: '__proto__' },
      null,
    )
    const event = fc.oneof(
      fc.record({ type: fc.constant('content_block_start'), index, content_block: block }),
      fc.record({ type: fc.constant('content_block_delta'), index, delta: change }),
      fc.record({ type: fc.constant('content_block_stop'), index }),
      fc.constantFrom({ type: 'message_start' }, { type: 'message_start', message: { usage: { input_tokens: 1 } } }),
      fc.constantFrom({ type: 'message_delta' }, { type: 'message_delta', delta: null, usage: { output_tokens: 2 } }),
      fc.constantFrom({ type: 'ping' }, { type: 'toString' }, {}),
    )
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        const { told, content } = take(...(events as JsonObject[]))
        const grown = content.map(() => ({ text: '', thinking: '', input: '' }))
        for (const heard of told) if (heard.type === 'block-delta') grown[heard.index]![heard.field] += heard.text
        content.forEach((kept, position) => {
          if (kept.type === 'text') expect(kept.text).toBe(grown[position]!.text)
          if (kept.type === 'thinking') expect(kept.thinking).toBe(grown[position]!.thinking)
        })
      }),
    )
  })
})

describe('usage and the rest of the message', () => {
  it('is cumulative: later values overwrite, absent and null ones keep theirs', () => {
    const { told, taker } = take(
      {
        type: 'message_start',
        message: { id: 'msg_1', model: 'm', usage: { input_tokens: 9, output_tokens: 1, cache_read_input_tokens: 4 } },
      },
      {
        type: 'message_delta',
        delta: { stop_reason: 'refusal', stop_details: { type: 'refusal', category: 'bio' } },
        usage: { output_tokens: 5, cache_read_input_tokens: null },
      },
      { type: 'message_delta', delta: {}, usage: { output_tokens: 8 } },
    )
    expect(taker.usage()).toEqual({ input_tokens: 9, output_tokens: 8, cache_read_input_tokens: 4 })
    expect(taker.response()).toMatchObject({
      id: 'msg_1',
      model: 'm',
      stop_reason: 'refusal',
      stop_details: { category: 'bio' },
    })
    expect(told[0]).toEqual({
      type: 'message-start',
      id: 'msg_1',
      model: 'm',
      usage: { input_tokens: 9, output_tokens: 1, cache_read_input_tokens: 4 },
      requestId: 'req_1',
    })
  })

  it('is a copy: a later event does not change what was handed out', () => {
    const { taker } = take(start(0, { type: 'text', text: '' }), text(0, 'a'))
    const early = taker.response()
    taker.take(text(0, 'b'), [])
    expect(early.content).toEqual([{ type: 'text', text: 'a' }])
  })
})

/** Events as they may be joined on their way to a window: how a stream was cut must make no other difference. */
function joined(events: RunEvent[]): RunEvent[] {
  const all: RunEvent[] = []
  for (const event of events) {
    const last = all.at(-1)
    const merged = last ? mergeRunEvents(last, event) : null
    if (merged) all[all.length - 1] = merged
    else all.push(event)
  }
  return all
}

describe('a stream of bytes', () => {
  const bytes = Buffer.from(`\uFEFF${textAnswer(['Grüße 👋🏽, ', '你好\r\n', 'e\u0301 ', '\u2028 end']).join('')}`)
  async function runEvents(chunks: Uint8Array[]) {
    const taker = accumulator()
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        const chunk = chunks.shift()
        if (chunk) controller.enqueue(chunk)
        else controller.close()
      },
    })
    const told = await collect(pump(readServerSentEvents(body), taker))
    return { told: joined(told), response: taker.response(), isComplete: taker.isComplete() }
  }

  it('gives the same events and the same text however it is cut, also inside a character', async () => {
    const whole = await runEvents([bytes])
    expect(whole.isComplete).toBe(true)
    expect(answerText(whole.response)).toBe('Grüße 👋🏽, 你好\r\ne\u0301 \u2028 end')
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: 1, max: bytes.length - 1 }), { maxLength: 60 }),
        async (places) => {
          const cuts = [0, ...places.sort((a, b) => a - b), bytes.length]
          const chunks = cuts.slice(1).map((to, position) => bytes.subarray(cuts[position], to))
          expect(await runEvents(chunks)).toEqual(whole)
        },
      ),
      { numRuns: 60 },
    )
    expect(await runEvents([...bytes].map((byte) => Uint8Array.of(byte)))).toEqual(whole)
  })

  it('tells the deltas of one chunk as one, which are the whole text', async () => {
    const { told, response } = await runEvents([bytes])
    const deltas = told.filter((event) => event.type === 'block-delta')
    expect(deltas).toEqual([
      { type: 'block-delta', index: 0, field: 'text', text: answerText(response), isFirst: true, atMs: 7 },
    ])
  })

  it('tells what came before an error event in the same chunk, and then fails', async () => {
    const taker = accumulator()
    const error = sse({ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } })
    const chunk = Buffer.from([...textAnswer(['Hi']).slice(0, 3), error].join(''))
    const told: RunEvent[] = []
    const pumping = (async () => {
      for await (const event of pump(readServerSentEvents(new Blob([chunk]).stream()), taker)) told.push(event)
    })()
    await expect(pumping).rejects.toMatchObject({ kind: 'stream-error', facts: { type: 'overloaded_error' } })
    expect(told.at(-1)).toMatchObject({ type: 'block-delta', text: 'Hi' })
  })

  it('reads lines that end in CRLF, and data over several lines', async () => {
    const crlf = Buffer.from(
      [...textAnswer(['Hi']).slice(0, -1), 'event: message_stop\ndata: {"type":\ndata: "message_stop"}\n\n']
        .join('')
        .replaceAll('\n', '\r\n'),
    )
    const { response, isComplete } = await runEvents([crlf])
    expect({ text: answerText(response), isComplete }).toEqual({ text: 'Hi', isComplete: true })
  })

  it('skips pings, whatever they carry', async () => {
    const { isComplete } = await runEvents([
      Buffer.from(`event: ping\ndata: not json\n\n${sse({ type: 'ping' })}${textAnswer(['Hi']).join('')}`),
    ])
    expect(isComplete).toBe(true)
  })
})
