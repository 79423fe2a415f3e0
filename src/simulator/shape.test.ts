// The shape of a request, and what token counting refuses (Messages API reference, request and token counting).
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Simulator, startSimulator } from './simulator.ts'
import { countable, hello, post } from './test-client.ts'
import { assistant, format, haiku, NEW, type Row, result, schema, talk, tool, use, user } from './test-requests.ts'

let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator({ scenario: 'fast' })
})
afterAll(() => simulator.close())

describe('shape', () => {
  const shapes: Row[] = [
    ['no max_tokens', { model: 'claude-opus-5-5', messages: hello.messages }, 'max_tokens: Field required'],
    ['no model', { max_tokens: 5, messages: hello.messages }, 'model: Field required'],
    ['no messages', { model: 'claude-opus-5-5', max_tokens: 5 }, 'messages: Field required'],
    ['no message', haiku({ messages: [] }), 'messages: at least one message is required'],
    ['messages that are no list', haiku({ messages: 'hi' }), 'messages: Input should be a valid list'],
    ['a message without content', haiku(talk({ role: 'user' })), 'messages.0.content: Field required'],
    [
      'an unknown role',
      haiku(talk({ role: 'tool', content: 'x' })),
      "messages.0.role: Input should be 'user', 'assistant' or 'system'",
    ],
    ['an unknown field', haiku({ frequency_penalty: 1 }), 'frequency_penalty: Extra inputs are not permitted'],
    ['a fraction of a token', haiku({ max_tokens: 1.5 }), 'max_tokens: Input should be a valid integer'],
    [
      'an unknown block',
      haiku(talk(user([{ type: 'video' }]))),
      "messages.0.content.0: Input tag 'video' found using 'type' does not match",
    ],
    [
      'a text block without text',
      haiku(talk(user([{ type: 'text' }]))),
      'messages.0.content.0.text.text: Field required',
    ],
    [
      'tool_use of a user',
      haiku(talk(user([use('a')]))),
      'messages.0.content.0: `tool_use` blocks can only be in `assistant` messages',
    ],
    [
      'tool_result of an assistant',
      haiku(talk(user('a'), assistant([result('a')]))),
      '`tool_result` blocks can only be in `user` messages',
    ],
    [
      'a result without its call',
      haiku(talk(user([result('a')]))),
      'unexpected `tool_use_id` found in `tool_result` blocks: a',
    ],
    [
      'a call without its result',
      haiku(talk(user('a'), assistant([use('t1')]), user('b'))),
      '`tool_use` ids were found without `tool_result` blocks immediately after: t1',
    ],
    [
      'a result behind text',
      haiku(talk(user('a'), assistant([use('t1')]), user([{ type: 'text', text: 'x' }, result('t1')]))),
      'without `tool_result` blocks immediately after',
    ],
    [
      'two results for a call',
      haiku(talk(user('a'), assistant([use('t1')]), user([result('t1'), result('t1')]))),
      'must have a single result',
    ],
    ['two tools of a name', haiku({ tools: [tool, tool] }), 'tools: Tool names must be unique.'],
    [
      'a tool’s odd name',
      haiku({ tools: [{ ...tool, name: 'get weather' }] }),
      'tools.0.custom.name: String should match pattern',
    ],
    ['a choice without tools', haiku({ tool_choice: { type: 'auto' } }), 'only be specified while providing tools'],
    [
      'a choice of no tool',
      haiku({ tools: [tool], tool_choice: { type: 'tool', name: 'x' } }),
      "Tool 'x' not found in provided tools",
    ],
    [
      'five breakpoints',
      haiku(
        talk(
          user(Array.from({ length: 5 }, () => ({ type: 'text', text: 'a', cache_control: { type: 'ephemeral' } }))),
        ),
      ),
      'A maximum of 4 blocks with cache_control may be provided. Found 5.',
    ],
    [
      'a longer life after a shorter',
      haiku({
        system: [{ type: 'text', text: 'a', cache_control: { type: 'ephemeral' } }],
        ...talk(user([{ type: 'text', text: 'a', cache_control: { type: 'ephemeral', ttl: '1h' } }])),
      }),
      "a ttl='1h' cache_control block must not come after a ttl='5m' cache_control block",
    ],
    [
      'an open schema',
      haiku(format({ type: 'object', properties: {} })),
      "'additionalProperties' must be explicitly set to false",
    ],
    [
      'a schema with bounds',
      haiku(format({ ...schema, properties: { a: { type: 'integer', minimum: 3 } } })),
      "property 'minimum' is not supported",
    ],
    [
      'a recursive schema',
      haiku(
        format({
          ...schema,
          properties: { a: { $ref: '#/$defs/n' } },
          $defs: { n: { anyOf: [{ $ref: '#/$defs/n' }, { type: 'null' }] } },
        }),
      ),
      'Circular reference',
    ],
  ]
  it.each(shapes)('refuses %s', async (_what, body, text, headers = {}) => {
    const response = await post(simulator, body, { headers })
    const { error } = (await response.json()) as { error: { message: string } }
    expect(response.status).toBe(400)
    expect(error.message).toContain(text)
  })
})

describe('token counting', () => {
  const path = '/v1/messages/count_tokens'

  it.each([
    ['max_tokens', hello, {}, 'max_tokens: Extra inputs are not permitted'],
    ['sampling', { ...countable, temperature: 1 }, {}, 'temperature: Extra inputs are not permitted'],
    ['stop_sequences', { ...countable, stop_sequences: ['a'] }, NEW, 'stop_sequences: Extra inputs are not permitted'],
    [
      'a forced tool',
      { ...countable, model: 'claude-opus-5-5', tools: [tool], tool_choice: { type: 'any' } },
      {},
      'tool_choice: type "tool" and "any"',
    ],
  ])('refuses %s', async (_what, body, headers, text) => {
    const response = await post(simulator, body, { path, headers })
    const { error } = (await response.json()) as { error: { message: string } }
    expect(response.status).toBe(400)
    expect(error.message).toContain(text)
  })

  it('does not find a retired model', async () => {
    expect((await post(simulator, { ...countable, model: 'claude-opus-4-1' }, { path })).status).toBe(404)
  })

  it('counts what a prefill on a newer model would be refused for', async () => {
    const body = { ...countable, model: 'claude-opus-5-5', messages: [user('hi'), assistant('The')] }
    expect((await post(simulator, body, { path })).status).toBe(200)
  })
})
