// What the API refuses, by the rules of the Messages API reference (preflight rules R1 to R30, API versions).
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Simulator, startSimulator } from './simulator.ts'
import { ask, countable, hello, post } from './test-client.ts'

let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator({ scenario: 'fast' })
})
afterAll(() => simulator.close())

const NEW = { 'anthropic-version': '2026-10-21' }
const user = (content: unknown) => ({ role: 'user', content })
const assistant = (content: unknown) => ({ role: 'assistant', content })
const system = (content: unknown) => ({ role: 'system', content })
const opus = (more: object = {}) => ({ ...hello, model: 'claude-opus-5-5', ...more })
const haiku = (more: object = {}) => ({ ...hello, ...more })
const on = (model: string, more: object = {}) => ({ ...hello, model, ...more })
const talk = (...messages: unknown[]) => ({ messages })
const tool = { name: 'get_weather', description: 'Weather', input_schema: { type: 'object', properties: {} } }
const use = (id: string) => ({ type: 'tool_use', id, name: 'get_weather', input: {} })
const result = (id: string) => ({ type: 'tool_result', tool_use_id: id, content: 'sunny' })
const png = (width: number, height: number) => {
  const bytes = Buffer.alloc(33)
  bytes.write('\x89PNG\r\n\x1a\n', 'latin1')
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  return bytes.toString('base64')
}
const image = (data: string, more: object = {}) => ({
  type: 'image',
  source: { type: 'base64', media_type: 'image/png', data },
  ...more,
})
const pdf = (text: string) => ({
  type: 'document',
  source: { type: 'base64', media_type: 'application/pdf', data: Buffer.from(text).toString('base64') },
})
const schema = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'], additionalProperties: false }
const format = (given: object = schema) => ({ output_config: { format: { type: 'json_schema', schema: given } } })
const NOT_PREFILLED =
  'This model does not support assistant message prefill. The conversation must end with a user message.'

type Row = [what: string, body: object, text: string, headers?: Record<string, string>]

const rows: Row[] = [
  ['R1 temperature under 2026-10-21', haiku({ temperature: 1 }), 'temperature: Extra inputs are not permitted', NEW],
  ['R1 top_p under 2026-10-21', haiku({ top_p: 0.9 }), 'top_p: Extra inputs are not permitted', NEW],
  ['R1 top_k under 2026-10-21', haiku({ top_k: 5 }), 'top_k: Extra inputs are not permitted', NEW],
  ['R2 temperature', opus({ temperature: 0.3 }), '`temperature` is deprecated for this model.'],
  ['R2 top_p of 1', opus({ top_p: 1 }), '`top_p` is deprecated for this model.'],
  ['R2 top_k', opus({ top_k: 40 }), '`top_k` is deprecated for this model.'],
  ['R2 both defaults', opus({ temperature: 1, top_p: 0.99 }), '`temperature` and `top_p` cannot both be specified'],
  [
    'R3 both on 4.5',
    haiku({ temperature: 0.5, top_p: 0.5 }),
    '`temperature` and `top_p` cannot both be specified for this model. Please use only one.',
  ],
  [
    'R4 temperature with thinking',
    haiku({ max_tokens: 4000, temperature: 0.5, thinking: { type: 'enabled', budget_tokens: 1024 } }),
    '`temperature` may only be set to 1 when thinking is enabled or in adaptive mode. Please consult our documentation at',
  ],
  [
    'R4 top_k with thinking',
    on('claude-opus-4-6', { top_k: 4, thinking: { type: 'adaptive' } }),
    '`top_k` must be unset',
  ],
  [
    'R4 low top_p with thinking',
    on('claude-opus-4-6', { top_p: 0.9, thinking: { type: 'adaptive' } }),
    '`top_p` must be',
  ],
  ['R5 above', haiku({ temperature: 1.5 }), 'temperature: range:'],
  ['R5 below', haiku({ temperature: -1 }), 'temperature: range:'],
  ['R6 prefill on 5.5', opus(talk(user('hi'), assistant('The'))), NOT_PREFILLED],
  ['R6 prefill on 4.6', on('claude-sonnet-4-6', talk(user('hi'), assistant('The'))), NOT_PREFILLED],
  [
    'R7',
    haiku({
      max_tokens: 4000,
      thinking: { type: 'enabled', budget_tokens: 1024 },
      ...talk(user('hi'), assistant('The')),
    }),
    'not supported when thinking is enabled',
  ],
  [
    'R8',
    haiku({ ...format(), ...talk(user('hi'), assistant('The')) }),
    'prefill cannot be combined with an output format',
  ],
  [
    'R9',
    haiku(talk(user('hi'), assistant('The '))),
    'messages: final assistant content cannot end with trailing whitespace',
  ],
  [
    'R10 enabled',
    opus({ max_tokens: 4000, thinking: { type: 'enabled', budget_tokens: 1024 } }),
    '"thinking.type.enabled" is not supported for this model. Use "thinking.type.adaptive" and "output_config.effort" to control thinking behavior.',
  ],
  [
    'R10 disabled',
    opus({ thinking: { type: 'disabled' } }),
    '"thinking.type.disabled" is not supported for this model. Use "thinking.type.adaptive"',
  ],
  [
    'R10 disabled on Sonnet 5.5',
    on('claude-sonnet-5-5', { thinking: { type: 'disabled' } }),
    'Use "thinking.type.between_tools"',
  ],
  ['R10 adaptive', haiku({ thinking: { type: 'adaptive' } }), 'adaptive thinking is not supported on this model'],
  [
    'R10 between_tools',
    opus({ thinking: { type: 'between_tools' } }),
    '"thinking.type.between_tools" is not supported for this model.',
  ],
  [
    'R11 small',
    haiku({ thinking: { type: 'enabled', budget_tokens: 1000 } }),
    'thinking.enabled.budget_tokens: Input should be greater than or equal to 1024',
  ],
  [
    'R11 not below max_tokens',
    haiku({ thinking: { type: 'enabled', budget_tokens: 1024 } }),
    '`max_tokens` must be greater than `thinking.budget_tokens`',
  ],
  ['R12 none', haiku({ output_config: { effort: 'low' } }), 'This model does not support the effort parameter.'],
  [
    'R12 level',
    on('claude-opus-4-5', { output_config: { effort: 'max' } }),
    "output_config.effort 'max' is not supported on this model",
  ],
  [
    'R13',
    on('claude-opus-5', { thinking: { type: 'disabled' }, output_config: { effort: 'xhigh' } }),
    "output_config.effort 'xhigh' is not supported when thinking is disabled on this model. Use effort 'high' or below, or enable thinking.",
  ],
  [
    'R14 any',
    opus({ tools: [tool], tool_choice: { type: 'any' } }),
    'tool_choice: type "tool" and "any" are not supported for this model.',
  ],
  [
    'R14 tool',
    opus({ tools: [tool], tool_choice: { type: 'tool', name: 'get_weather' } }),
    'tool_choice: type "tool" and "any"',
  ],
  [
    'R15',
    haiku({
      max_tokens: 4000,
      tools: [tool],
      tool_choice: { type: 'any' },
      thinking: { type: 'enabled', budget_tokens: 1024 },
    }),
    'Thinking may not be enabled when tool_choice forces tool use.',
  ],
  ['R16', haiku(talk(user('hi'), system('Be brief.'))), "role 'system' is not supported on this model"],
  ['R17 first', opus(talk(system('Be brief.'), user('hi'))), "messages.0: role 'system' cannot be the first message"],
  [
    'R17 before user',
    opus(talk(user('hi'), system('x'), user('y'))),
    "messages.1: role 'system' must precede an 'assistant' message or end the array",
  ],
  [
    'R17 after assistant',
    opus(talk(user('hi'), assistant('a'), system('x'))),
    "messages.2: role 'system' must come right after a 'user'",
  ],
  [
    'R18 empty text',
    haiku(talk(user([{ type: 'text', text: '' }]))),
    'messages: text content blocks must be non-empty',
  ],
  [
    'R18 empty message',
    haiku(talk(user(''), assistant('a'), user('b'))),
    'messages.0: all messages must have non-empty content except for the optional final assistant message',
  ],
  ['R19', haiku({ stop_sequences: ['END', ' \n'] }), 'stop_sequences: each stop sequence must contain non-whitespace'],
  ['R20 other key', haiku({ metadata: { team: 'a' } }), 'metadata.team: Extra inputs are not permitted'],
  [
    'R20 long',
    haiku({ metadata: { user_id: 'u'.repeat(257) } }),
    'metadata.user_id: String should have at most 256 characters',
  ],
  ['R20 e-mail', haiku({ metadata: { user_id: 'ada@example.com' } }), 'email address'],
  ['R20 phone', haiku({ metadata: { user_id: '+41 79 123 45 67' } }), 'phone number'],
  ['R21', haiku({ max_tokens: 64_001 }), 'max_tokens: 64001 > 64000'],
  ['R22', haiku(talk(user('word '.repeat(150_000)))), 'prompt is too long'],
  ['R23', haiku({ inference_geo: 'us' }), 'inference_geo'],
  ['R24', haiku({ speed: 'fast' }), 'speed: "fast" is not supported for this model.'],
  ['R24 without its beta', on('claude-opus-5', { speed: 'fast' }), 'fast-mode-2026-02-01'],
  [
    'R26 too many images',
    haiku(talk(user(Array.from({ length: 101 }, () => image(png(8, 8)))))),
    'too many images: 101 > 100',
  ],
  ['R26 too wide', haiku(talk(user([image(png(8001, 5))]))), 'exceed max allowed size: 8000 pixels'],
  [
    'R26 too wide for many',
    haiku(talk(user(Array.from({ length: 21 }, () => image(png(2001, 5)))))),
    'exceed max allowed size: 2000 pixels',
  ],
  [
    'R26 not to be scaled',
    haiku(talk(user([image(png(1600, 5), { transformations: { oversized_image: 'error' } })]))),
    '1600x5',
  ],
  ['R26 too heavy', haiku(talk(user([image('A'.repeat(10 * 1024 * 1024 + 4))]))), 'image exceeds 10 MB maximum'],
  [
    'R26 pages',
    haiku(talk(user([pdf(`%PDF-1.4\n${'<< /Type /Page >>\n'.repeat(101)}`)]))),
    'A maximum of 100 PDF pages',
  ],
  ['R26 password', haiku(talk(user([pdf('%PDF-1.4\ntrailer << /Encrypt 5 0 R >>')]))), 'password protected'],
  [
    'R27',
    haiku({
      ...format(),
      ...talk(
        user([
          {
            type: 'document',
            citations: { enabled: true },
            source: { type: 'text', media_type: 'text/plain', data: 'x' },
          },
        ]),
      ),
    }),
    'citations cannot be enabled together with an output format',
  ],
  [
    'version rule 2: document of an assistant',
    haiku(
      talk(
        user('hi'),
        assistant([{ type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'x' } }]),
        user('b'),
      ),
    ),
    '`document` blocks are not permitted in `assistant` messages',
    NEW,
  ],
  [
    'version rule 3: citations of a user',
    haiku(talk(user([{ type: 'text', text: 'a', citations: [{ type: 'char_location' }] }]))),
    'citations: Extra inputs are not permitted',
    NEW,
  ],
]

describe('preflight rules', () => {
  it.each(rows)('refuses %s', async (_what, body, text, headers = {}) => {
    const response = await post(simulator, body, { headers })
    const answer = (await response.json()) as {
      type: string
      error: { type: string; message: string }
      request_id: string
    }
    expect({ status: response.status, type: answer.error?.type }).toEqual({
      status: 400,
      type: 'invalid_request_error',
    })
    expect(answer.error.message).toContain(text)
    expect(answer.request_id).toBe(response.headers.get('request-id'))
  })

  const accepted: Row[] = [
    ['the do-nothing temperature (R2)', opus({ temperature: 1 }), ''],
    ['the do-nothing top_p (R2)', opus({ top_p: 0.99 }), ''],
    ['top_k beside temperature (R3)', haiku({ temperature: 0.4, top_k: 5 }), ''],
    ['top_p of 0.95 with thinking (R4)', on('claude-opus-4-6', { top_p: 0.95, thinking: { type: 'adaptive' } }), ''],
    ['prefill on Haiku 4.5 (R6)', haiku(talk(user('hi'), assistant('The'))), ''],
    ['a system message at the end (R17)', opus(talk(user('hi'), system('Be brief.'))), ''],
    ['fast where it is silently standard (R24)', on('claude-opus-4-6', { speed: 'fast' }), ''],
    [
      'fast with its beta (R24)',
      on('claude-opus-5', { speed: 'fast' }),
      '',
      { 'anthropic-beta': 'fast-mode-2026-02-01' },
    ],
    ['an empty final assistant message (R18)', haiku(talk(user('hi'), assistant(''))), ''],
    [
      'what is unknown: forced tool on Mythos Preview',
      on('claude-mythos-preview', { tools: [tool], tool_choice: { type: 'any' } }),
      '',
    ],
    ['neighbours of one role', haiku(talk(user('a'), user('b'))), ''],
    ['an assistant first', haiku(talk(assistant('a'), user('b'))), ''],
  ]
  it.each(accepted)('accepts %s', async (_what, body, _text, headers = {}) => {
    const response = await post(simulator, body, { headers })
    expect({ status: response.status, text: response.ok ? '' : await response.text() }).toEqual({
      status: 200,
      text: '',
    })
  })

  it('names every image that is too large, in the error’s details (R26)', async () => {
    const answer = await ask(simulator, haiku(talk(user([image(png(9000, 1)), image(png(5, 5)), image(png(1, 9000))]))))
    expect(answer.error.details).toEqual({
      error_code: 'image_dimensions_too_large',
      max_side_length_pixels: 8000,
      paths: ['messages.0.content.0', 'messages.0.content.2'],
    })
  })

  it('refuses a body above 32 MB with 413 (R25)', async () => {
    const response = await post(simulator, `"${'x'.repeat(32 * 1024 * 1024)}"`)
    const { error } = (await response.json()) as { error: { type: string } }
    expect([response.status, error.type]).toEqual([413, 'request_too_large'])
  })

  it.each(['claude-sonnet-4-20250514', 'claude-3-opus-latest', 'no-such-model'])(
    'does not find %s (R30)',
    async (model) => {
      const response = await post(simulator, on(model))
      const { error } = (await response.json()) as { error: object }
      expect([response.status, error]).toEqual([404, { type: 'not_found_error', message: `model: ${model}` }])
    },
  )
})

describe('thinking that is sent back', () => {
  const question = user('Explain in some detail why the sky is blue, and why the evening sky is red. '.repeat(6))
  const first = opus({ max_tokens: 4000, thinking: { type: 'adaptive', display: 'summarized' }, messages: [question] })

  async function history(change: (block: Record<string, unknown>) => void = () => {}) {
    const { content } = await ask(simulator, first)
    expect(content[0]?.type).toBe('thinking')
    change(content[0]!)
    return [question, assistant(content)]
  }

  it('is accepted unchanged', async () => {
    const messages = [...(await history()), user('And at noon?')]
    expect((await ask(simulator, { ...first, messages })).stop_reason).toBe('end_turn')
  })

  it('is refused when it was changed in the latest assistant message (R28)', async () => {
    const changed = await history((block) => {
      block.thinking = 'something else'
    })
    const { error } = await ask(simulator, { ...first, messages: [...changed, user('And at noon?')] })
    expect(error.message).toContain(
      '`thinking` or `redacted_thinking` blocks in the latest assistant message cannot be modified',
    )
  })

  it('is refused when an earlier turn was edited, on models that check it (R29)', async () => {
    const [, answer] = await history()
    const messages = [user('Another question'), answer, user('And at noon?')]
    const { error } = await ask(simulator, { ...first, messages })
    expect(error.message).toContain(
      'messages.1.content.0: Invalid `signature` in `thinking` block. The block is bound to a different conversation',
    )
    const elsewhere = await ask(simulator, { ...first, model: 'claude-opus-5', messages })
    expect(elsewhere.stop_reason).toBe('end_turn')
  })

  it('is refused with a signature that nobody wrote', async () => {
    const messages = [
      question,
      assistant([
        { type: 'thinking', thinking: 'a', signature: 'b' },
        { type: 'text', text: 'c' },
      ]),
      user('d'),
    ]
    const { error } = await ask(simulator, { ...first, messages })
    expect(error.message).toBe('messages.1.content.0: Invalid `signature` in `thinking` block')
  })

  it('may be left out', async () => {
    const [, answer] = (await history()) as { content: { type: string }[] }[]
    const kept = answer!.content.filter(({ type }) => type !== 'thinking')
    const messages = [question, assistant(kept), user('And at noon?')]
    expect((await ask(simulator, { ...first, messages })).stop_reason).toBe('end_turn')
  })
})

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
