// @vitest-environment happy-dom
import { expect, it, onTestFinished } from 'vitest'
import { examplePrompts } from '#shared/prompt/examples'
import type { Prompt } from '#shared/prompt/prompt'
import type { Host } from '../../host/host.ts'
import { createToaster } from '../../ui/toast.tsx'
import { newPrompt } from './new-prompt.ts'
import { createPromptServices } from './prompt-services.tsx'

/** The core cannot run where there is a page; what this test asks of it is to open prompts. */
const opened = (prompt: Prompt) => ({ prompt, saved: null, drafts: {}, entry: { id: prompt.id, name: prompt.name } })
const host = {
  call: async (name: string, input: { prompt: Prompt }) => {
    if (name === 'prompts.list') return [opened(examplePrompts[0]!).entry]
    if (name === 'settings.get') return { openPromptId: null }
    if (name === 'prompts.open') return opened(examplePrompts[0]!)
    return name === 'prompts.create' ? opened(input.prompt) : null
  },
  stream: () => Promise.reject(new Error('There is no core.')),
} as unknown as Host

it('opens a prompt with the caret in its first message', async () => {
  const services = createPromptServices(host, createToaster(), () => {}, new Promise(() => {}))
  const { prompts } = services
  await prompts.getState().start()
  const draw = () => {
    const ids = prompts.getState().prompt?.messages.map(({ id }) => id) ?? []
    const cards = ids.map((id) => `<div data-message="${id}"><div role="textbox" tabindex="0"></div></div>`)
    document.body.innerHTML = `<main data-message-list>${cards.join('')}</main>`
  }
  onTestFinished(prompts.subscribe(draw))
  await newPrompt(services)
  const [first] = prompts.getState().prompt?.messages ?? []
  expect(first?.content).toBe('')
  expect(document.activeElement?.closest('[data-message]')?.getAttribute('data-message')).toBe(first?.id)
})
