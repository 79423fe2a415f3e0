import { afterEach, beforeEach, expect, it } from 'vitest'
import { createTestCore, createTestHost, type TestCore } from '../../../../../test/support/test-core.ts'
import { createRequestContextStore } from '../request-context-store.ts'
import { createPromptStore, type PromptStore } from '../store/prompt-store.ts'
import { type ChangePreviewStore, createChangePreviewStore, type PromptChange } from './change-preview-store.ts'
import { setPrefill } from './prompt-edits.ts'

let core: TestCore
let prompts: PromptStore
let preview: ChangePreviewStore
let announced: string[]

beforeEach(async () => {
  core = await createTestCore()
  const host = createTestHost(core.core)
  prompts = createPromptStore(host)
  const context = createRequestContextStore(host)
  await Promise.all([prompts.getState().start(), context.getState().load()])
  announced = []
  preview = createChangePreviewStore(
    prompts,
    context,
    (message) => announced.push(message),
    () => {},
  )
})
afterEach(() => core.dispose())

const change: PromptChange = {
  title: 'Empty the prefill',
  confirmLabel: 'Apply',
  afterLabel: 'Without prefill',
  apply: setPrefill(''),
  done: 'The prefill is empty.',
}
const prefill = () => prompts.getState().prompt?.prefill

it('shows the request as it is and as it would be, and changes nothing until it is confirmed', async () => {
  await preview.getState().show(change)
  const { before, after } = preview.getState().shown!
  expect(before.body.messages.length - after.body.messages.length).toBe(1)
  expect(before.body.messages.at(-1)).toEqual({ role: 'assistant', content: '{"category":' })
  expect(prefill()).toBe('{"category":')
  preview.getState().cancel()
  expect([preview.getState().shown, prefill(), announced]).toEqual([null, '{"category":', []])
})

it('makes the change as one step of undo, and says so', async () => {
  await preview.getState().show(change)
  preview.getState().confirm()
  expect([preview.getState().shown, prefill(), announced]).toEqual([null, '', ['The prefill is empty.']])
  prompts.getState().undo()
  expect(prefill()).toBe('{"category":')
})

it('confirms nothing where nothing is shown', () => {
  preview.getState().confirm()
  expect([prefill(), announced]).toEqual(['{"category":', []])
})
