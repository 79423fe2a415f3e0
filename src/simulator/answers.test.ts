// What the simulator answers: the same for the same request, and ended by what the request sets.
import { Ajv } from 'ajv'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { omit } from './request.ts'
import { type Simulator, startSimulator } from './simulator.ts'
import { type Answered, ask, eventsIn, hello, post, streamedText, textIn } from './test-client.ts'

let simulator: Simulator
let clock: Date
beforeEach(async () => {
  clock = new Date('2026-11-22T12:00:00Z')
  simulator = await startSimulator({ scenario: 'fast', now: () => clock })
})
afterEach(() => simulator.close())

const user = (content: unknown) => ({ role: 'user', content })
const assistant = (content: unknown) => ({ role: 'assistant', content })

describe('an answer', () => {
  it('is the same for the same request, streamed or not, and another for another', async () => {
    const whole = textIn(await ask(simulator, hello))
    const again = textIn(await ask(simulator, hello))
    const streamed = streamedText(await eventsIn(await post(simulator, { ...hello, stream: true })))
    const other = textIn(await ask(simulator, { ...hello, messages: [user('Something else')] }))
    expect([again, streamed]).toEqual([whole, whole])
    expect(other).not.toBe(whole)
  })

  it('says that it is simulated, reads the request back, and is Markdown', async () => {
    const body = { ...hello, model: 'claude-opus-5-5', system: 'You are a patient gardener.' }
    const text = textIn(await ask(simulator, body))
    expect(text).toMatch(/simulat/)
    for (const part of [
      'You are a patient gardener.',
      'Claude Opus 5.5',
      '1 message (user)',
      '\n## ',
      '\n- ',
      '| Part |',
      '```json',
    ]) {
      expect(text).toContain(part)
    }
  })

  it('ends exactly at max_tokens', async () => {
    const answer = await ask(simulator, { ...hello, max_tokens: 20 })
    expect([answer.stop_reason, answer.usage.output_tokens, textIn(answer).length]).toEqual(['max_tokens', 20, 70])
  })

  it('is empty with max_tokens 0, which only warms the cache', async () => {
    const answer = await ask(simulator, { ...hello, max_tokens: 0 })
    expect([answer.content, answer.usage.output_tokens]).toEqual([[], 0])
  })

  it('ends before a stop sequence and names it', async () => {
    const answer = await ask(simulator, { ...hello, stop_sequences: ['NEVER-SEEN', 'simulat'] })
    expect([answer.stop_reason, answer.stop_sequence]).toEqual(['stop_sequence', 'simulat'])
    expect(textIn(answer)).not.toContain('simulat')
  })

  it('always comes to the first stop sequence', async () => {
    const answer = await ask(simulator, { ...hello, stop_sequences: ['###'] })
    expect(answer.stop_sequence).toBe('###')
    expect(textIn(answer)).toContain('1 stop sequence set')
  })

  it.each(['The answer is', 'Dear Ada,', 'Sure.', '"'])(
    'goes on from the prefill %s without repeating it',
    async (prefill) => {
      const text = textIn(await ask(simulator, { ...hello, messages: [...hello.messages, assistant(prefill)] }))
      expect(text.length).toBeGreaterThan(50)
      expect(text.startsWith(prefill)).toBe(false)
    },
  )

  it.each(['{', '{"colours": ["red",', '[{"name": "Ada"', '{"text": "He said'])(
    'completes the JSON that the prefill %s begins',
    async (prefill) => {
      const text = textIn(await ask(simulator, { ...hello, messages: [...hello.messages, assistant(prefill)] }))
      expect(() => JSON.parse(prefill + text) as unknown).not.toThrow()
    },
  )

  it('is a valid instance of the schema that output_config.format asks for', async () => {
    const schema = {
      type: 'object',
      additionalProperties: false,
      required: ['title', 'tags', 'mood', 'when'],
      properties: {
        title: { type: 'string' },
        tags: { type: 'array', items: { type: 'string' }, minItems: 1 },
        mood: { enum: ['calm', 'merry'] },
        when: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        more: { $ref: '#/$defs/more' },
      },
      $defs: {
        more: { type: 'object', properties: { n: { type: 'integer' } }, required: ['n'], additionalProperties: false },
      },
    }
    const body = { ...hello, output_config: { format: { type: 'json_schema', schema } } }
    const value = JSON.parse(textIn(await ask(simulator, body))) as unknown
    expect([new Ajv().validate(schema, value), value]).toEqual([true, value])
  })

  it('quotes a document that asks for citations and says where the words stand', async () => {
    const source = { type: 'text', media_type: 'text/plain', data: 'The grass is green. The sky is blue.' }
    const document = { type: 'document', source, title: 'Colours', citations: { enabled: true } }
    const body = { ...hello, messages: [user([document, { type: 'text', text: 'What colour is grass?' }])] }
    const cited = (await ask(simulator, body)).content.find(({ citations }) => Array.isArray(citations))
    expect(cited).toEqual({
      type: 'text',
      text: 'The grass is green.',
      citations: [
        {
          type: 'char_location',
          cited_text: 'The grass is green.',
          document_index: 0,
          document_title: 'Colours',
          file_id: null,
          start_char_index: 0,
          end_char_index: 19,
        },
      ],
    })
    const deltas = (await eventsIn(await post(simulator, { ...body, stream: true }))).map(
      ({ data }) => data.delta as { type?: string },
    )
    expect(deltas.some((delta) => delta?.type === 'citations_delta')).toBe(true)
  })
})

describe('thinking', () => {
  const long = [user('Please explain at some length why the evening sky is red. '.repeat(8))]
  const thinker = { ...hello, model: 'claude-opus-5-5', max_tokens: 4000, messages: long }

  it('comes first for a long prompt on an always-on model, hidden unless it is asked for', async () => {
    const { content, usage } = await ask(simulator, thinker)
    expect(content.map(({ type }) => type)).toEqual(['thinking', 'text'])
    expect([content[0]?.thinking, typeof content[0]?.signature]).toEqual(['', 'string'])
    const { thinking_tokens } = usage.output_tokens_details as { thinking_tokens: number }
    expect(thinking_tokens).toBeGreaterThan(0)
    expect(usage.output_tokens).toBeGreaterThan(thinking_tokens)
  })

  it('is streamed as a summary and a signature when it is shown', async () => {
    const body = { ...thinker, stream: true, thinking: { type: 'adaptive', display: 'summarized' } }
    const events = await eventsIn(await post(simulator, body))
    const kinds = events.map(({ data }) => (data.delta as { type?: string } | undefined)?.type)
    expect(new Set(kinds)).toEqual(new Set([undefined, 'thinking_delta', 'signature_delta', 'text_delta']))
  })

  it('is skipped for a short prompt, a low effort, and when it is off', async () => {
    const kinds = async (body: object) => (await ask(simulator, body)).content.map(({ type }) => type)
    expect(await kinds({ ...thinker, messages: hello.messages })).toEqual(['text'])
    expect(await kinds({ ...thinker, output_config: { effort: 'low' } })).toEqual(['text'])
    expect(await kinds({ ...thinker, model: 'claude-opus-5', thinking: { type: 'disabled' } })).toEqual(['text'])
  })

  it('takes its part of max_tokens', async () => {
    const { content, stop_reason, usage } = await ask(simulator, { ...thinker, max_tokens: 10 })
    expect([content.map(({ type }) => type), stop_reason, usage.output_tokens]).toEqual([
      ['thinking'],
      'max_tokens',
      10,
    ])
  })
})

describe('tools', () => {
  const weather = {
    name: 'get_weather',
    description: 'Current weather of a city',
    input_schema: {
      type: 'object',
      properties: { city: { type: 'string' }, days: { type: 'integer', minimum: 1, maximum: 7 } },
      required: ['city', 'days'],
    },
  }
  const search = {
    name: 'search_books',
    description: 'Finds books',
    input_schema: { type: 'object', properties: { query: { type: 'string' } } },
  }
  const asked = { ...hello, tools: [search, weather], messages: [user('What is the weather in Oslo?')] }

  it('are called when the last message asks for what they do, with a valid input', async () => {
    const { content, stop_reason } = await ask(simulator, asked)
    const call = content.at(-1)!
    expect([stop_reason, call.type, call.name]).toEqual(['tool_use', 'tool_use', 'get_weather'])
    expect(new Ajv().validate(weather.input_schema, call.input)).toBe(true)
  })

  it('are called together where several are asked for, and one at a time where that is told', async () => {
    const both = { ...asked, messages: [user('What is the weather in Oslo, and which books do you know of it?')] }
    const calls = async (body: object) => (await ask(simulator, body)).content.filter(({ type }) => type === 'tool_use')
    const together = await calls(both)
    expect(new Set(together.map(({ name }) => name))).toEqual(new Set(['get_weather', 'search_books']))
    expect(new Set(together.map(({ id }) => id)).size).toBe(2)
    expect(await calls({ ...both, tool_choice: { type: 'auto', disable_parallel_tool_use: true } })).toHaveLength(1)
  })

  it('are streamed as JSON in pieces', async () => {
    const events = await eventsIn(await post(simulator, { ...asked, stream: true }))
    const json = events
      .map(({ data }) => (data.delta as { partial_json?: string } | undefined)?.partial_json ?? '')
      .join('')
    expect(new Ajv().validate(weather.input_schema, JSON.parse(json))).toBe(true)
  })

  it('are left alone for other requests, and with tool_choice none', async () => {
    expect((await ask(simulator, { ...asked, messages: [user('Tell me a joke')] })).stop_reason).toBe('end_turn')
    expect((await ask(simulator, { ...asked, tool_choice: { type: 'none' } })).stop_reason).toBe('end_turn')
  })

  it('are called without a word when they are forced', async () => {
    const any = await ask(simulator, { ...asked, messages: [user('Tell me a joke')], tool_choice: { type: 'any' } })
    const named = await ask(simulator, { ...asked, tool_choice: { type: 'tool', name: 'search_books' } })
    expect([any.content.length, any.stop_reason, named.content[0]?.name]).toEqual([1, 'tool_use', 'search_books'])
  })

  it('are followed by a text once the result is there', async () => {
    const call = (await ask(simulator, asked)).content
    const result = { type: 'tool_result', tool_use_id: call.at(-1)!.id, content: 'Sunny, 21 °C' }
    const answer = await ask(simulator, { ...asked, messages: [...asked.messages, assistant(call), user([result])] })
    expect(answer.stop_reason).toBe('end_turn')
    expect(textIn(answer)).toContain('Sunny, 21 °C')
  })

  it('add a hidden prompt to the input tokens', async () => {
    const { usage: without } = await ask(simulator, { ...asked, tools: undefined })
    const { usage: withOne } = await ask(simulator, {
      ...asked,
      tools: [{ name: 'a', input_schema: { type: 'object' } }],
    })
    expect(withOne.input_tokens - without.input_tokens).toBeGreaterThan(290)
  })
})

describe('tokens', () => {
  const count = async (body: object) => {
    const countable = omit(body as typeof hello, 'max_tokens')
    return (await (await post(simulator, countable, { path: '/v1/messages/count_tokens' })).json()) as {
      input_tokens: number
    }
  }

  it('are counted ahead as they are billed', async () => {
    const { usage } = await ask(simulator, hello)
    expect(await count(hello)).toEqual({ input_tokens: usage.input_tokens })
  })

  it('leave out the thinking of earlier turns where it is counted ahead, and where the model forgets it', async () => {
    const question = [user('Explain this at length, please. '.repeat(10))]
    const thinking = { type: 'enabled', budget_tokens: 1024 }
    const difference = async (model: string) => {
      const first = { ...hello, model, max_tokens: 2000, thinking, messages: question }
      const { content } = await ask(simulator, first)
      const next = {
        ...first,
        messages: [...question, assistant(content), user('And then?'), assistant('So.'), user('Why?')],
      }
      return (await ask(simulator, next)).usage.input_tokens - (await count(next)).input_tokens
    }
    expect(await difference('claude-opus-4-5')).toBeGreaterThan(10)
    expect(await difference('claude-haiku-4-5')).toBe(0)
  })

  it('are about 30 % more on newer models', async () => {
    const messages = [user('word '.repeat(2000))]
    const older = await count({ ...hello, messages })
    const newer = await count({ ...hello, model: 'claude-opus-5-5', messages })
    expect(newer.input_tokens / older.input_tokens).toBeCloseTo(1.3, 1)
  })
})

describe('the prompt cache', () => {
  const marked = (ttl?: string) => ({
    ...hello,
    model: 'claude-opus-5-5',
    system: [
      {
        type: 'text',
        text: 'Long instructions. '.repeat(400),
        cache_control: { type: 'ephemeral', ...(ttl ? { ttl } : {}) },
      },
    ],
  })
  const uses = async (body: object): Promise<Answered['usage'] & { sum: number }> => {
    const { usage } = await ask(simulator, body)
    return {
      ...usage,
      sum: usage.input_tokens + Number(usage.cache_creation_input_tokens) + Number(usage.cache_read_input_tokens),
    }
  }

  it('is written first, read after, and forgotten after its time', async () => {
    const first = await uses(marked())
    const second = await uses({ ...marked(), messages: [user('Another question')] })
    clock = new Date(clock.getTime() + 6 * 60_000)
    const late = await uses(marked())
    const written = first.cache_creation_input_tokens
    expect(Number(written)).toBeGreaterThan(512)
    expect(first.cache_creation).toEqual({ ephemeral_5m_input_tokens: written, ephemeral_1h_input_tokens: 0 })
    expect([second.cache_creation_input_tokens, second.cache_read_input_tokens]).toEqual([0, written])
    expect([late.cache_creation_input_tokens, late.cache_read_input_tokens]).toEqual([written, 0])
  })

  it('keeps an hour what asks for an hour', async () => {
    const first = await uses(marked('1h'))
    expect(first.cache_creation).toEqual({
      ephemeral_5m_input_tokens: 0,
      ephemeral_1h_input_tokens: first.cache_creation_input_tokens,
    })
    clock = new Date(clock.getTime() + 50 * 60_000)
    expect((await uses(marked('1h'))).cache_read_input_tokens).toBe(first.cache_creation_input_tokens)
  })

  it('ignores a prefix below the model’s minimum', async () => {
    const { cache_creation_input_tokens, cache_read_input_tokens } = await uses({
      ...marked(),
      model: 'claude-opus-4-6',
    })
    expect([cache_creation_input_tokens, cache_read_input_tokens]).toEqual([0, 0])
  })

  it('never changes the sum of the input', async () => {
    const [first, second] = [await uses(marked()), await uses(marked())]
    expect(second.sum).toBe(first.sum)
  })

  it('reads up to the last mark that it knows and writes only what lies behind', async () => {
    const part = (text: string) => ({ type: 'text', text: text.repeat(300), cache_control: { type: 'ephemeral' } })
    const body = { ...hello, model: 'claude-opus-5-5', system: [part('One thing. '), part('Another thing. ')] }
    const first = await uses(body)
    const again = await uses(body)
    const longer = await uses({ ...body, system: [...body.system, part('A third thing. ')] })
    expect([again.cache_read_input_tokens, again.cache_creation_input_tokens]).toEqual([
      first.cache_creation_input_tokens,
      0,
    ])
    expect(longer.cache_read_input_tokens).toBe(first.cache_creation_input_tokens)
    expect(Number(longer.cache_creation_input_tokens)).toBe(Math.ceil(('A third thing. '.length * 300) / 2.7))
  })

  it('reads the earlier turns of a conversation that is marked at its end', async () => {
    const turn = { ...hello, model: 'claude-opus-5-5', cache_control: { type: 'ephemeral' } }
    const messages = [user('A long story. '.repeat(400))]
    const first = await uses({ ...turn, messages })
    const second = await uses({ ...turn, messages: [...messages, assistant('I see.'), user('And then?')] })
    expect(second.cache_read_input_tokens).toBe(first.cache_creation_input_tokens)
    expect(Number(second.cache_creation_input_tokens)).toBeGreaterThan(0)
  })
})
