import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Prompt } from '#shared/prompt/prompt'
import { createTestCore, createTestHost, type TestCore } from '../../../../../test/support/test-core.ts'
import { createToaster } from '../../../ui/toast.tsx'
import { createPromptServices, type PromptServices } from '../prompt-services.tsx'
import { applyFix } from './fixes.ts'

const prefilled: Prompt = {
  id: 'prefilled',
  name: 'Sorting',
  model: 'claude-opus-5-5',
  apiVersion: 'automatic',
  system: 'Sort the message.',
  messages: [{ id: 'm1', role: 'user', content: 'I was charged twice.' }],
  prefill: '{"category":',
  settings: { max_tokens: 512 },
}

let core: TestCore
let services: PromptServices
beforeEach(async () => {
  core = await createTestCore()
  services = createPromptServices(createTestHost(core.core), createToaster(), () => {})
  await Promise.all([services.prompts.getState().start(), services.context.getState().load()])
  await services.prompts.getState().create(prefilled)
})
afterEach(async () => {
  await services.prompts.getState().flush()
  await core.dispose()
})

it('shows what “Use structured output” takes away and sends in its place, and does it in one step of undo', async () => {
  const { findings, preview, prompts } = services
  await findings.judgeNow()
  const finding = findings.getState().findings.find(({ ruleId }) => ruleId === 'prefill-model')!
  const fix = finding.fixes.find(({ label }) => label === 'Use structured output')!
  await applyFix(services, finding, fix)
  expect(prompts.getState().prompt).toEqual(prefilled)
  const { shown, confirm } = preview.getState()
  const { messages, ...before } = shown!.before.body
  const { output_config, ...after } = shown!.after.body
  expect(messages.at(-1)).toEqual({ role: 'assistant', content: '{"category":' })
  expect(after).toEqual({ ...before, messages: messages.slice(0, -1) })
  const schema = {
    type: 'object',
    properties: { category: { type: 'string' } },
    required: ['category'],
    additionalProperties: false,
  }
  expect(output_config).toEqual({ format: { type: 'json_schema', schema } })
  confirm()
  expect(prompts.getState().prompt).toMatchObject({ prefill: '', settings: { output_config } })
  prompts.getState().undo()
  expect(prompts.getState().prompt).toEqual(prefilled)
})
