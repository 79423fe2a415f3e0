// Every live model with every key value, and many values at once: an error is found exactly where the simulator refuses.
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Simulator, startSimulator } from '#simulator/simulator'
import { ruleSurroundings } from '../../../test/support/rule-surroundings.ts'
import { requestId } from '../models/models.ts'
import type { Prompt, PromptMessage } from '../prompt/prompt.ts'
import { buildRequest } from '../request/request.ts'
import { contextOf, findings, fixAll, type RuleSurroundings } from './rules.ts'
import { format, minutes, type PromptChange, promptOf, talk, text, tool, toolResult, toolUse } from './table/pieces.ts'

const surroundings: RuleSurroundings = { ...ruleSurroundings(), connectionKind: 'simulator' }
const live = surroundings.models.filter(({ lifecycle }) => lifecycle !== 'retired')

let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator({ scenario: 'fast' })
})
afterAll(() => simulator.close())

async function refusalOf(prompt: Prompt): Promise<string | null> {
  const { apiVersion, headers, body } = buildRequest(prompt, 'simulator')
  const response = await fetch(`${simulator.url}/v1/messages`, {
    method: 'POST',
    headers: { ...headers, 'x-api-key': 'test', 'anthropic-version': apiVersion, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const words = await response.text()
  return response.ok ? null : words
}

const errorsIn = (prompt: Prompt) =>
  findings(prompt, contextOf(prompt, surroundings)).filter(({ severity }) => severity === 'error')

/** Fails with both sides' words where rules and simulator disagree. */
async function expectAgreement(prompt: Prompt): Promise<void> {
  const errors = errorsIn(prompt).map(({ ruleId, field }) => `${ruleId} ${field}`)
  const refusal = await refusalOf(prompt)
  if (errors.length > 0 === (refusal !== null)) return
  const { id: _id, name: _name, ...sent } = prompt
  expect.fail(`${JSON.stringify(sent)}\nfound: ${errors.join(', ') || 'nothing'}\nsimulator: ${refusal ?? 'answered'}`)
}

const tools = [tool()]
const settings: NonNullable<PromptChange['settings']>[] = [
  {},
  ...[0, 0.5, 1, 1.5].map((temperature) => ({ temperature })),
  ...[0.5, 0.95, 0.99, 1].map((top_p) => ({ top_p })),
  { top_k: 5 },
  { temperature: 1, top_p: 0.99 },
  { thinking: { type: 'adaptive' } },
  { thinking: { type: 'adaptive' }, temperature: 1 },
  { thinking: { type: 'adaptive' }, top_k: 5 },
  { thinking: { type: 'enabled', budget_tokens: 2000 } },
  { thinking: { type: 'enabled', budget_tokens: 2000 }, top_p: 0.96 },
  { thinking: { type: 'enabled', budget_tokens: 4000 } },
  { thinking: { type: 'disabled' } },
  { thinking: { type: 'between_tools' } },
  ...['low', 'medium', 'high', 'xhigh', 'max'].map((effort) => ({ output_config: { effort } })),
  { thinking: { type: 'disabled' }, output_config: { effort: 'max' } },
  { thinking: { type: 'between_tools' }, output_config: { effort: 'xhigh' } },
  { output_config: format() },
  { tools, tool_choice: { type: 'any' } },
  { tools, tool_choice: { type: 'tool', name: 'get_weather' } },
  { tools, tool_choice: { type: 'any' }, thinking: { type: 'enabled', budget_tokens: 2000 } },
  { inference_geo: 'us' },
  { speed: 'fast' },
  { max_tokens: 64_001 },
  { max_tokens: 128_001 },
]
const conversations: PromptChange[] = [
  { prefill: 'The' },
  { messages: talk(['user', 'a'], ['assistant', 'b']) },
  { messages: talk(['user', 'a'], ['system', 'b']) },
  { messages: talk(['user', 'a'], ['system', 'b'], ['assistant', 'c'], ['user', 'd']) },
  { prefill: 'The', settings: { output_config: format() } },
  { prefill: 'The', settings: { thinking: { type: 'enabled', budget_tokens: 2000 } } },
]

describe('rules and simulator agree', () => {
  it.each(live.map((model) => requestId(model)))('on %s, with every key value under both versions', async (model) => {
    const changes = [...settings.map((values): PromptChange => ({ settings: values })), ...conversations]
    for (const apiVersion of ['automatic', '2023-06-01', '2026-10-21']) {
      await Promise.all(changes.map((change) => expectAgreement(promptOf({ ...change, model, apiVersion }))))
    }
  })

  it('on many values at once, and on what Fix all makes of them', async () => {
    await fc.assert(
      fc.asyncProperty(anyPrompt, async (prompt) => {
        await expectAgreement(prompt)
        const { prompt: fixed } = fixAll(prompt, surroundings)
        await expectAgreement(fixed)
        const mendable = errorsIn(fixed).filter(({ fixes }) => fixes.some(({ isSafe }) => isSafe))
        expect(mendable.map(({ ruleId }) => ruleId)).toEqual([])
      }),
      { numRuns: 150, seed: 20_261_122 },
    )
  })
})

const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined, freq: 2 })

const anySettings = fc.record({
  max_tokens: fc.constantFrom(1, 1500, 4000, 64_000, 100_000, 200_000),
  temperature: maybe(fc.constantFrom(0, 0.7, 1, 1.2)),
  top_p: maybe(fc.constantFrom(0.5, 0.96, 0.99, 1)),
  top_k: maybe(fc.constantFrom(0, 5, -1)),
  stop_sequences: maybe(fc.array(fc.constantFrom('END', '', '\n', 'Human:'), { maxLength: 3 })),
  thinking: maybe(
    fc.constantFrom(
      { type: 'adaptive' },
      { type: 'disabled' },
      { type: 'between_tools' },
      { type: 'enabled', budget_tokens: 1024 },
      { type: 'enabled', budget_tokens: 100 },
    ),
  ),
  output_config: maybe(
    fc.constantFrom(
      { effort: 'low' },
      { effort: 'max' },
      format(),
      { effort: 'xhigh', ...format() },
      format({ type: 'object' }),
    ),
  ),
  tools: maybe(fc.constantFrom(tools, [tool(), tool()], [tool({ strict: true })], [tool({ name: 'a b' })])),
  tool_choice: maybe(
    fc.constantFrom({ type: 'auto' }, { type: 'any' }, { type: 'tool', name: 'get_weather' }, { type: 'none' }),
  ),
  metadata: maybe(fc.constantFrom({ user_id: 'u-1' }, { user_id: 'a@example.com' }, { team: 'a' })),
  inference_geo: maybe(fc.constantFrom('us', 'global')),
  speed: maybe(fc.constantFrom('fast', 'standard')),
  cache_control: maybe(fc.constant(minutes)),
  mood: maybe(fc.constant('calm')),
})

const anyContent: fc.Arbitrary<PromptMessage['content']> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('a', 'b ', '') },
  fc.array(
    fc.constantFrom(
      text('c'),
      text(''),
      text('d', { cache_control: minutes }),
      toolUse('t1'),
      toolUse('t2'),
      toolResult('t1'),
      toolResult('t2'),
      { type: 'hologram' },
    ),
    { maxLength: 3 },
  ),
)

const anyMessages = fc
  .array(
    fc.tuple(fc.constantFrom<PromptMessage['role']>('user', 'assistant', 'user', 'assistant', 'system'), anyContent),
    { maxLength: 5 },
  )
  .map((turns) => talk(...turns))

const anyPrompt = fc
  .record({
    model: fc.constantFrom(...live.map((model) => requestId(model)), 'claude-sonnet-4-0', 'no-such-model'),
    apiVersion: fc.constantFrom('automatic', '2023-06-01', '2026-10-21'),
    system: fc.constantFrom('', 'Be brief.'),
    messages: fc.oneof(fc.constant(talk(['user', 'a'])), anyMessages),
    prefill: fc.constantFrom('', '', '{"a":', 'The '),
    settings: anySettings,
  })
  .map((change) => promptOf(change))
