// The first promise, over whatever may stand in a prompt: what a view shows is what a server receives, byte for byte.
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Host } from '#renderer/host/host'
import { examplePrompts } from '#shared/prompt/examples'
import type { ContentBlock, Prompt, PromptMessage, PromptSettings } from '#shared/prompt/prompt'
import { buildRequest } from '#shared/request/request'
import type { Run } from '#shared/runs/run'
import { createTestCore, createTestHost, type TestCore } from '../support/test-core.ts'

let core: TestCore
let host: Host
beforeAll(async () => {
  core = await createTestCore()
  host = createTestHost(core.core)
})
afterAll(() => core.dispose())

it('is sent, kept and journalled as it is shown, in the same order and the same spelling', async () => {
  let last = 0
  await fc.assert(
    fc.asyncProperty(anyPrompt, async (made) => {
      const prompt = { ...made, id: `p${++last}` }
      const shown = buildRequest(prompt, 'simulator')
      const body = JSON.stringify(shown.body)
      const run = await runOf(prompt)
      expect(core.simulator.requests.at(-1)?.body).toBe(body)
      expect(core.simulator.requests.at(-1)?.headers).toMatchObject(shown.headers ?? {})
      expect(JSON.stringify((await host.call('runs.get', { id: run.id })).request)).toBe(JSON.stringify(shown))
      const whole = { id: run.id, attempt: 1, part: 'request' as const, offset: 0, limit: 1_000_000 }
      expect((await host.call('runs.wireText', whole)).text).toBe(body)
      await host.call('prompts.journal', { prompt })
      const { prompt: opened } = await host.call('prompts.open', { id: prompt.id })
      expect(JSON.stringify(opened.messages)).toBe(JSON.stringify(prompt.messages))
      expect(buildRequest(opened, 'simulator')).toEqual(shown)
    }),
    { numRuns: 16, seed: 20_261_123 },
  )
})

async function runOf(prompt: Prompt): Promise<Run> {
  for await (const batch of host.stream('runs.start', { prompt })) {
    for (const event of batch) if (event.type === 'end') return event.run
  }
  throw new Error('The run has no end.')
}

const odd = ['', '\u0000', '\ud800', '\u2028', '{{x}}', '\\{{x}}', '{{ y }}', '\r\n', '\ufeffmark', '</script>', 'é']
const text = fc.oneof(fc.constantFrom(...odd), fc.string({ unit: 'grapheme', maxLength: 12 }))
const name = fc
  .oneof(fc.constantFrom('constructor', 'type', 'data', 'model', 'a.b', '0', ''), text)
  .filter((each) => each !== '__proto__')
const number = fc.oneof(
  fc.constantFrom(1e-7, 1e21, 5e-324, Number.MAX_VALUE, 2 ** 53, 0.1 + 0.2),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
)
const json = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, text, number, fc.boolean(), fc.constant(null), tie('list'), tie('object')),
  list: fc.array(tie('value'), { maxLength: 3 }),
  object: fc.array(fc.tuple(name, tie('value')), { maxLength: 3 }).map((fields) => Object.fromEntries(fields)),
}))
// Safe: it is made of fields and JSON.
const object = json.object as fc.Arbitrary<PromptSettings>

const block: fc.Arbitrary<ContentBlock> = fc.oneof(
  fc.tuple(object, text).map(([fields, type]) => ({ ...fields, type })),
  text.map((said) => ({ text: said, type: 'text' })),
  object.map((input) => ({ type: 'tool_use', id: 'toolu_1', name: 'look', input })),
)
const content = fc.oneof(text, fc.array(block, { maxLength: 3 }))
const messages: fc.Arbitrary<PromptMessage[]> = fc
  .array(fc.record({ role: fc.constantFrom('user' as const, 'assistant' as const), content, muted: fc.boolean() }), {
    maxLength: 3,
  })
  .map((list) => list.map((message, index) => ({ id: `m${index}`, ...message })))
const settings: fc.Arbitrary<PromptSettings> = fc
  .tuple(object, number, object, fc.array(object, { maxLength: 2 }))
  .map(([fields, max_tokens, thinking, tools]) => ({ ...fields, tools, thinking, temperature: 0.5, max_tokens }))

const anyPrompt: fc.Arbitrary<Prompt> = fc
  .record({
    model: fc.constantFrom('claude-haiku-4-5', 'claude-opus-5-5', 'none'),
    apiVersion: fc.constantFrom('automatic', '2023-06-01', '2026-10-21'),
    system: content,
    messages,
    prefill: text,
    settings,
    variables: fc.tuple(text, text).map(([x, y]) => ({ values: { x, y } })),
    betas: fc.array(text, { maxLength: 2 }),
    headers: fc.dictionary(fc.constantFrom('x-team', 'X-Case', 'cookie', 'host', 'user-agent'), text, { maxKeys: 3 }),
  })
  // As a page has it: numbers such as -0 are none in JSON.
  .map((parts) => JSON.parse(JSON.stringify({ ...(examplePrompts[0] as Prompt), ...parts })) as Prompt)
