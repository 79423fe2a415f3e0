// Whatever arrives is answered or refused in the API's words: never an internal error.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { outputTokens } from './answer/answer.ts'
import { answerTo, contextOf } from './answer/compose.ts'
import { ApiError } from './api-error.ts'
import { createPromptCache } from './cache.ts'
import { findModel, models } from './catalogue.ts'
import { eventsOf, frame } from './stream.ts'
import { readEvents, streamedText } from './test-client.ts'
import { checkRequest } from './validate/validate.ts'

const words = fc.oneof(
  fc.string(),
  fc.constantFrom('Hello?', '{"a": [', 'ünï©ødé 🙂 →', 'What is the weather in Oslo?'),
)
const odd = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constant(undefined))
const orOdd = <Value>(value: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 60, arbitrary: value as fc.Arbitrary<unknown> }, odd)
const rarely = <Value>(value: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, orOdd(value))

const block = fc.oneof(
  fc.record({
    type: fc.constant('text'),
    text: orOdd(words),
    cache_control: fc.constantFrom(undefined, { type: 'ephemeral' }),
  }),
  fc.record({
    type: fc.constant('image'),
    source: orOdd(
      fc.record({ type: fc.constant('base64'), media_type: fc.constant('image/png'), data: fc.base64String() }),
    ),
  }),
  fc.record({
    type: fc.constant('document'),
    source: orOdd(fc.record({ type: fc.constant('text'), media_type: fc.constant('text/plain'), data: words })),
    citations: fc.constantFrom(undefined, { enabled: true }),
  }),
  fc.record({
    type: fc.constant('tool_use'),
    id: fc.constantFrom('a', 'b'),
    name: fc.constant('get_weather'),
    input: orOdd(fc.constant({})),
  }),
  fc.record({ type: fc.constant('tool_result'), tool_use_id: fc.constantFrom('a', 'b'), content: orOdd(words) }),
  fc.record({
    type: fc.constantFrom('thinking', 'redacted_thinking', 'server_tool_use', 'web_search_tool_result', 'video'),
    thinking: words,
    signature: words,
    data: words,
  }),
)
const message = fc.record({
  role: orOdd(fc.constantFrom('user', 'user', 'user', 'assistant', 'system')),
  content: orOdd(
    fc.oneof({ weight: 4, arbitrary: fc.string({ minLength: 1 }) }, words, fc.array(orOdd(block), { maxLength: 3 })),
  ),
})
const schema = fc.constantFrom<unknown>(
  { type: 'object', properties: {}, additionalProperties: false },
  { type: 'object' },
  { $ref: '#/$defs/x' },
  { anyOf: [{}] },
  5,
)
const request = fc.record(
  {
    model: orOdd(fc.constantFrom(...models.filter(({ lifecycle }) => lifecycle !== 'retired').map(({ id }) => id))),
    max_tokens: orOdd(fc.integer({ min: 0, max: 4000 })),
    messages: orOdd(fc.array(message, { minLength: 1, maxLength: 4 })),
    system: rarely(words),
    tools: rarely(
      fc.array(fc.record({ name: fc.constantFrom('get_weather', 'x y'), input_schema: orOdd(schema) }), {
        maxLength: 2,
      }),
    ),
    tool_choice: rarely(fc.constantFrom({ type: 'auto' }, { type: 'any' }, { type: 'tool', name: 'get_weather' })),
    thinking: rarely(
      fc.constantFrom(
        { type: 'adaptive', display: 'summarized' },
        { type: 'enabled', budget_tokens: 1024 },
        { type: 'disabled' },
      ),
    ),
    output_config: rarely(
      fc.constantFrom(
        { effort: 'high' },
        { format: { type: 'json_schema', schema: { type: 'object', properties: {}, additionalProperties: false } } },
      ),
    ),
    stop_sequences: rarely(fc.array(words, { maxLength: 2 })),
    temperature: rarely(fc.double({ min: 0, max: 1 })),
    metadata: rarely(fc.record({ user_id: words })),
  },
  { requiredKeys: ['model', 'max_tokens', 'messages'] },
)

it('answers or refuses any request, and an answer keeps to max_tokens and streams to its end', () => {
  const cache = createPromptCache()
  let answered = 0
  fc.assert(
    fc.property(request, fc.constantFrom('2023-06-01' as const, '2026-10-21' as const), (body, version) => {
      try {
        const checked = checkRequest(JSON.parse(JSON.stringify(body)), 'messages', { version, betas: [] })
        const model = findModel(checked.model)!
        const context = contextOf(checked, model)
        const answer = answerTo(context)
        const { inputTokens, seed } = context
        const use = cache.use(checked, model, new Date(0))
        const envelope = {
          id: 'msg',
          model: model.id,
          seed,
          inputTokens,
          cache: use,
          speed: 'standard' as const,
          geo: null,
        }
        const events = readEvents([...eventsOf(answer, envelope)].map(frame).join(''))
        const text = answer.blocks.map((part) => (part.type === 'text' ? part.text : '')).join('')
        expect(outputTokens(answer)).toBeLessThanOrEqual(checked.max_tokens)
        expect(use.read + use.written5m + use.written1h).toBeLessThanOrEqual(inputTokens)
        expect([streamedText(events), events.at(-1)?.event]).toEqual([text, 'message_stop'])
        answered += 1
      } catch (error) {
        if (!(error instanceof ApiError)) throw error
        expect([400, 404]).toContain(error.status)
      }
    }),
    { numRuns: 1500 },
  )
  expect(answered).toBeGreaterThan(100)
})
