// What goes out as code comes in as the same request.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { caseData, codeCases, expectedBody, hostileText } from '../../../test/support/code-cases.ts'
import { exportCode } from '../export/export-code.ts'
import type { CodeLanguage } from '../export/languages.ts'
import type { CodeOptions } from '../export/plan.ts'
import type { ContentBlock, Prompt, PromptMessage, PromptSettings } from '../prompt/prompt.ts'
import { buildRequest } from '../request/request.ts'
import type { JsonObject, JsonValue } from '../text/json.ts'
import { promptFromImport } from './imported-prompt.ts'
import { readCode } from './read-code.ts'

const server = { kind: 'anthropic' as const, baseUrl: 'https://api.anthropic.com', credential: 'bearer' as const }
const inline: CodeOptions = { stream: false, variables: 'filled', attachments: 'inline', data: caseData }
// The newest major of each SDK comes first.
const targets: { id: CodeLanguage; sdk: string | null; fileName: string }[] = [
  { id: 'python', sdk: '2.x', fileName: 'a.py' },
  { id: 'python', sdk: '1.x', fileName: 'a.py' },
  { id: 'python', sdk: '0.x', fileName: 'a.py' },
  { id: 'typescript', sdk: '1.x', fileName: 'a.ts' },
  { id: 'typescript', sdk: '0.x', fileName: 'a.ts' },
  { id: 'curl', sdk: null, fileName: 'a.sh' },
  { id: 'json', sdk: null, fileName: 'a.json' },
]

/** The request that the code of a prompt becomes when it is read back, and the one that the app sends. */
function thereAndBack(prompt: Prompt, { id, sdk, fileName }: (typeof targets)[number]) {
  const { text } = exportCode(prompt, server, id, { ...inline, sdk })
  const { requests } = readCode({ text, fileName })
  expect(requests, text).toHaveLength(1)
  let last = 0
  const imported = promptFromImport(requests[0]!, { model: 'none', max_tokens: -1 }, () => `id-${++last}`)
  // JSON is the body alone, and code that says no version leaves it to the SDK.
  const whole = (of: Prompt) => {
    const { apiVersion, headers, body } = buildRequest(of, 'anthropic')
    if (id === 'json') return { body }
    return { ...(text.includes('anthropic-version') ? { apiVersion } : {}), headers, body }
  }
  return { back: whole(imported), sent: whole(prompt) }
}

const text = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
  fc.constantFrom(hostileText, '{{name}} and \\{{name}}', '"""', "'''\\", '$' + '{x}', '\r\n\t', '{"a": [1]}', '  '),
)
// Fields named `__proto__` never come in.
const json: fc.Arbitrary<JsonValue> = fc
  .jsonValue({ maxDepth: 3 })
  .map((value) => JSON.parse(JSON.stringify(value), (name, inner) => (name === '__proto__' ? undefined : inner)))
const schema = fc.dictionary(
  fc.string({ minLength: 1, maxLength: 8 }).filter((name) => name !== '__proto__'),
  json,
  { maxKeys: 3 },
)
const block: fc.Arbitrary<ContentBlock> = fc.oneof(
  text.map((said) => ({ type: 'text', text: said })),
  text.map((said) => ({ type: 'text', text: said, cache_control: { type: 'ephemeral', ttl: '1h' } })),
  fc
    .base64String({ minLength: 4, maxLength: 40 })
    .map((data) => ({ type: 'image', source: { type: 'base64', media_type: 'image/png', data } })),
  schema.map((input) => ({ type: 'tool_use', id: 'toolu_1', name: 'look', input })),
  text.map((content) => ({ type: 'tool_result', tool_use_id: 'toolu_1', content, is_error: false })),
)
const content = fc.oneof(text, fc.array(block, { minLength: 1, maxLength: 3 }))
const messages: fc.Arbitrary<PromptMessage[]> = fc
  .array(fc.record({ role: fc.constantFrom('user' as const, 'assistant' as const, 'system' as const), content }), {
    minLength: 1,
    maxLength: 5,
  })
  .map((list) => list.map((message, index) => ({ id: `m${index}`, ...message })))
const settings: fc.Arbitrary<PromptSettings> = fc.record(
  {
    max_tokens: fc.integer({ min: 1, max: 64_000 }),
    temperature: fc.double({ min: 0, max: 1, noNaN: true }),
    top_k: fc.integer({ min: 1, max: 500 }),
    stop_sequences: fc.array(text, { maxLength: 3 }),
    metadata: fc.constant({ user_id: 'u-1' }),
    thinking: fc.constantFrom({ type: 'adaptive' }, { type: 'enabled', budget_tokens: 2048 }),
    output_config: schema.map((inner) => ({ effort: 'low', format: { type: 'json_schema', schema: inner } })),
    tools: fc.array(
      schema.map((input_schema) => ({ name: 'look', description: 'Looks', input_schema })),
      { minLength: 1, maxLength: 2 },
    ),
    tool_choice: fc.constantFrom({ type: 'any' }, { type: 'tool', name: 'look' }),
    service_tier: fc.constant('auto'),
    future_field: json,
  },
  { requiredKeys: ['max_tokens'] },
) as fc.Arbitrary<PromptSettings>
const prompts: fc.Arbitrary<Prompt> = fc.record(
  {
    id: fc.constant('p'),
    name: fc.constantFrom('Support triage', "it's a `name`"),
    model: fc.constantFrom('claude-haiku-4-5', 'claude-opus-5-5', 'claude-3-opus-20240229'),
    apiVersion: fc.constantFrom('automatic', '2026-10-21', '2023-06-01'),
    system: fc.oneof(
      fc.constant(''),
      text,
      fc.array(
        text.map((said) => ({ type: 'text', text: said })),
        { minLength: 1, maxLength: 2 },
      ),
    ),
    messages,
    prefill: fc.oneof(fc.constant(''), text),
    settings,
    betas: fc.array(fc.constantFrom('a-2026-01-01', 'b-1'), { minLength: 1, maxLength: 2 }),
    headers: fc.constant({ 'x-trace': 'a "b"' } as Record<string, string>),
  },
  { requiredKeys: ['id', 'name', 'model', 'apiVersion', 'system', 'messages', 'prefill', 'settings'] },
)

it.each(codeCases.filter(({ options }) => !options.stream))(
  'promptfoo brings back: $name',
  ({ prompt, options, name }) => {
    const { back } = thereAndBack(prompt, { id: 'promptfoo', sdk: null, fileName: 'promptfooconfig.yaml' })
    const wanted = expectedBody({ prompt, options, name }) as JsonObject
    expect({ ...back.body, stream: undefined }).toEqual(withoutProto(wanted))
  },
)

describe.each(targets)('$id $sdk', (target) => {
  const numRuns = targets.find(({ id }) => id === target.id) === target ? 300 : 100
  it('brings back each of the generated requests as it was', () => {
    fc.assert(
      fc.property(prompts, (prompt) => {
        const { back, sent } = thereAndBack(prompt, target)
        expect(back).toEqual(sent)
      }),
      { numRuns, seed: 20_261_123 + targets.indexOf(target) },
    )
  })

  it.each(codeCases.filter(({ options }) => !options.stream))('brings back: $name', ({ prompt, options, name }) => {
    const { back } = thereAndBack(prompt, target)
    const wanted = expectedBody({ prompt, options, name }) as JsonObject
    expect({ ...back.body, stream: undefined }).toEqual(withoutProto(wanted))
  })
})

/** No import brings a field of this name. */
function withoutProto(value: JsonValue): JsonValue {
  const text = JSON.stringify(value, (name, inner: JsonValue) => (name === '__proto__' ? undefined : inner))
  return JSON.parse(text) as JsonValue
}
