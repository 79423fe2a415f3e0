import { Window } from 'happy-dom'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Prompt } from '#shared/prompt/prompt'
import { createTestCore, createTestHost, type TestCore } from '../../../../../test/support/test-core.ts'
import { createToaster } from '../../../ui/toast.tsx'
import { removeBlock } from '../blocks/block-actions.ts'
import { removeWithUndo } from '../cards/message-menu.ts'
import { createPromptServices, type PromptServices } from '../prompt-services.tsx'
import { setContent, setPrefill, systemPlace } from './prompt-edits.ts'

const twin = { type: 'text', text: 'Twice' }
const written: Prompt = {
  id: 'written',
  name: 'Twins',
  model: 'claude-haiku-4-5',
  apiVersion: 'automatic',
  system: 'Be brief.',
  messages: [
    { id: 'u', role: 'user', content: [twin, { ...twin }, { type: 'text', text: 'Once' }] },
    { id: 'a', role: 'assistant', content: 'Yes.' },
  ],
  prefill: '',
  settings: { max_tokens: 64 },
}

let core: TestCore
let services: PromptServices
/** Presses the button of the last toast. */
let press: () => void
let gone: boolean

beforeEach(async () => {
  // Only what looks for the next field needs a page; the core talks HTTP with Node's own fetch.
  const { document, CSS } = new Window()
  vi.stubGlobal('document', document)
  vi.stubGlobal('CSS', CSS)
  core = await createTestCore()
  const toaster = createToaster()
  gone = false
  const show: typeof toaster.show = (_words, action) => {
    press = () => action?.onSelect()
    return () => {
      gone = true
    }
  }
  services = createPromptServices(createTestHost(core.core), { ...toaster, show }, () => {})
  await Promise.all([services.prompts.getState().start(), services.context.getState().load()])
  await services.prompts.getState().create(written)
})
afterEach(async () => {
  await services.prompts.getState().flush()
  await core.dispose()
  vi.unstubAllGlobals()
})

const state = () => services.prompts.getState()
const messages = () => state().prompt!.messages
const place = { kind: 'message', id: 'u' } as const
/** Until what the toast was asked to do is done: it opens the prompt first. */
const pressAndWait = async () => {
  press()
  await state().open(written.id)
  await state().flush()
}

it('brings a deleted block back to its place, as the same step of undo that Ctrl+Z takes', async () => {
  removeBlock(services, place, 0)
  expect(messages()[0]?.content).toEqual(written.messages[0]!.content.slice(1))
  await pressAndWait()
  expect(messages()).toEqual(written.messages)
  expect([state().canUndo, state().canRedo]).toEqual([false, true])
})

it('never puts a block or a message in twice: not after Ctrl+Z, nor when it is pressed again', async () => {
  removeBlock(services, place, 0)
  state().undo()
  await pressAndWait()
  expect(messages()).toEqual(written.messages)
  state().edit(setPrefill('{'), 'prefill')
  await pressAndWait()
  expect(messages()).toEqual(written.messages)

  removeWithUndo(services, 'u')
  state().undo()
  await pressAndWait()
  await pressAndWait()
  expect(messages()).toEqual(written.messages)
})

it('keeps what was written since', async () => {
  removeBlock(services, place, 2)
  state().edit(setContent(systemPlace, 'Be long.'), 'system')
  await pressAndWait()
  expect(messages()).toEqual(written.messages)
  expect(state().prompt?.system).toBe('Be long.')
})

it('works from another prompt, which it leaves alone', async () => {
  removeWithUndo(services, 'a')
  await state().create()
  const other = state().prompt!
  press()
  await expect.poll(() => state().prompt?.id).toBe('written')
  await expect.poll(messages).toEqual(written.messages)
  await state().open(other.id)
  expect(state().prompt).toEqual(other)
})

it('is offered no more once Ctrl+Z did it, and still is after other steps and beside another prompt', async () => {
  removeBlock(services, place, 0)
  state().edit(setPrefill('{'))
  state().undo()
  await state().create()
  await state().open(written.id)
  expect(gone).toBe(false)
  state().undo()
  expect(messages()).toEqual(written.messages)
  expect(gone).toBe(true)
})
