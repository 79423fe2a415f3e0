import { Window } from 'happy-dom'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Prompt } from '#shared/prompt/prompt'
import { createTestCore, createTestHost, type TestCore } from '../../../../test/support/test-core.ts'
import { createPromptServices, type PromptServices } from '../../parts/prompt/prompt-services.tsx'
import { createToaster } from '../../ui/toast.tsx'
import { branchFrom, newConversation, regenerateFrom } from './conversation-edits.ts'

const parent: Prompt = {
  id: 'parent',
  name: 'Triage',
  model: 'claude-haiku-4-5',
  apiVersion: 'automatic',
  system: 'Be brief.',
  messages: [
    { id: 'u1', role: 'user', content: 'One' },
    { id: 'a1', role: 'assistant', content: 'Answer one' },
    { id: 'u2', role: 'user', content: 'Two' },
    { id: 'a2', role: 'assistant', content: 'Answer two' },
  ],
  prefill: '',
  settings: { max_tokens: 64, temperature: 0.5 },
}

let core: TestCore
let services: PromptServices
/** The last toast, and what its button does. */
let toast: { words: string; press: () => void }

beforeEach(async () => {
  // Only what looks for a field needs a page; the core talks HTTP with Node's own fetch.
  const { document, CSS, MutationObserver } = new Window()
  vi.stubGlobal('document', document)
  vi.stubGlobal('CSS', CSS)
  vi.stubGlobal('MutationObserver', MutationObserver)
  core = await createTestCore()
  const toaster = createToaster()
  const show: typeof toaster.show = (words, action) => {
    toast = { words, press: () => action?.onSelect() }
    return () => {}
  }
  services = createPromptServices(createTestHost(core.core), { ...toaster, show }, () => {})
  await Promise.all([services.prompts.getState().start(), services.context.getState().load()])
  await services.prompts.getState().create(parent)
})
afterEach(async () => {
  await services.prompts.getState().flush()
  await core.dispose()
  vi.unstubAllGlobals()
})

const open = () => services.prompts.getState().prompt!
const contents = () => open().messages.map(({ content }) => content)

it('clears the messages and keeps the rest; the toast brings them back in front of what was written since', async () => {
  newConversation(services)
  expect({ ...open(), messages: contents() }).toEqual({ ...parent, messages: [''] })
  expect(toast.words).toBe('New conversation: 4 messages cleared.')
  services.prompts.getState().edit((prompt) => ({
    ...prompt,
    messages: prompt.messages.map((message) => ({ ...message, content: 'Three' })),
  }))
  toast.press()
  await expect.poll(contents).toEqual(['One', 'Answer one', 'Two', 'Answer two', 'Three'])
})

it('is undone in one step', () => {
  newConversation(services)
  services.prompts.getState().undo()
  expect(open()).toEqual(parent)
})

it('runs the conversation as it was before the model answered at that turn', () => {
  let sent: unknown[] = []
  regenerateFrom(services, 'a1', () => {
    sent = contents()
  })
  expect(sent).toEqual(['One'])
  services.prompts.getState().undo()
  expect(open()).toEqual(parent)
})

it('runs nothing where no turn would be left', () => {
  services.prompts.getState().edit((prompt) => ({ ...prompt, messages: prompt.messages.slice(1) }))
  const run = vi.fn<() => void>()
  regenerateFrom(services, 'a1', run)
  expect(run).not.toHaveBeenCalled()
  expect(contents()).toEqual(['Answer one', 'Two', 'Answer two'])
})

it('opens a branch as a prompt of its own and leaves the parent alone', async () => {
  branchFrom(services, 'u2')
  await expect.poll(() => open().name).toBe('Triage, branch 1')
  expect(contents()).toEqual(['One', 'Answer one', 'Two'])
  expect(open().settings).toEqual(parent.settings)
  await expect.poll(() => toast?.words).toBe('This is “Triage, branch 1”.')
  toast.press()
  await expect.poll(() => open()).toEqual(parent)
})
