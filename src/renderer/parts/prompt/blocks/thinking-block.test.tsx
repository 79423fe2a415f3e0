// @vitest-environment happy-dom
import { act } from 'react'
import { expect, it, onTestFinished } from 'vitest'
import type { Prompt } from '#shared/prompt/prompt'
import { bondOf } from '#shared/prompt/thinking-bond'
import { buildRequest } from '#shared/request/request'
import { mount, openedPrompt } from '../../../../../test/support/prompt-page.tsx'
import { setContent } from '../edits/prompt-edits.ts'
import { ThinkingBlock } from './thinking-block.tsx'

const thought = { type: 'thinking', thinking: 'Twice is once too often.', signature: 'c2ln' }
const bare: Prompt = {
  id: 'p',
  name: 'Test',
  model: 'claude-haiku-4-5',
  apiVersion: 'automatic',
  system: '',
  messages: [
    { id: 'u', role: 'user', content: 'I was charged twice.' },
    { id: 'a', role: 'assistant', content: [thought, { type: 'text', text: 'Sorry.' }] },
  ],
  prefill: '',
  settings: { max_tokens: 64 },
}
const sent = buildRequest(bare, 'simulator').body.messages.slice(0, 1)
const [asked, answer] = bare.messages as [Prompt['messages'][number], Prompt['messages'][number]]
const prompt: Prompt = { ...bare, messages: [asked, { ...answer, bond: bondOf(sent, answer.content) }] }

it('marks thinking as soon as something before it was edited, and no longer once that is undone', async () => {
  const services = await openedPrompt(prompt)
  const place = { kind: 'message', id: 'a' } as const
  const block = <ThinkingBlock place={place} index={0} block={thought} label="Message 2 text" group="a:0" />
  onTestFinished(await mount(services, block))
  const afterJudging = async () => {
    await act(async () => void (await services.findings.judgeNow()))
    return document.body.textContent.includes('Link broken')
  }
  expect(await afterJudging()).toBe(false)
  services.prompts.getState().edit(setContent({ kind: 'message', id: 'u' }, 'I was charged three times.'))
  expect(await afterJudging()).toBe(true)
  services.prompts.getState().undo()
  expect(await afterJudging()).toBe(false)
})
