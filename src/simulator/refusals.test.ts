// What the API refuses, by the rules of the Messages API reference (preflight rules R1 to R30, API versions).
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Simulator, startSimulator } from './simulator.ts'
import { ask, post } from './test-client.ts'
import {
  assistant,
  format,
  haiku,
  image,
  NEW,
  on,
  opus,
  pdf,
  png,
  type Row,
  system,
  talk,
  tool,
  user,
} from './test-requests.ts'

let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator({ scenario: 'fast' })
})
afterAll(() => simulator.close())

const NOT_PREFILLED =
  'This model does not support assistant message prefill. The conversation must end with a user message.'

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
  [
    'R26 of another type than it is said to be',
    haiku(talk(user([{ type: 'image', source: { type: 'base64', media_type: 'image/jpeg', data: png(8, 8) } }]))),
    'specified using the image/jpeg media type, but it is image/png',
  ],
  [
    'R26 of a type that is not taken',
    haiku(talk(user([{ type: 'image', source: { type: 'base64', media_type: 'image/tiff', data: png(8, 8) } }]))),
    'media_type',
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
