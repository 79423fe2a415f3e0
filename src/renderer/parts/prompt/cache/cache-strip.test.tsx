// @vitest-environment happy-dom
import { act } from 'react'
import { expect, it, onTestFinished } from 'vitest'
import type { Prompt } from '#shared/prompt/prompt'
import type { Run } from '#shared/runs/run'
import { mount, openedPrompt } from '../../../../../test/support/prompt-page.tsx'
import { setCacheMark } from '../edits/block-edits.ts'
import { systemPlace } from '../edits/prompt-edits.ts'
import { CacheStrip } from './cache-strip.tsx'

const prompt: Prompt = {
  id: 'p',
  name: 'Cached',
  model: 'claude-haiku-4-5',
  apiVersion: 'automatic',
  system: [{ type: 'text', text: 'Be brief.', cache_control: { type: 'ephemeral' } }],
  messages: [{ id: 'u', role: 'user', content: 'Hello.' }],
  prefill: '',
  settings: { max_tokens: 64 },
}
const usage = { input_tokens: 10, output_tokens: 1 }
// Safe: the strip looks at nothing else of a run.
const run = (promptId: string, written: number, read: number) =>
  ({
    id: `run of ${promptId}`,
    promptId,
    inputTokens: 10,
    usage: { ...usage, cache_creation_input_tokens: written, cache_read_input_tokens: read },
  }) as unknown as Run
const runs = [run('another', 1, 1), run('p', 5_000, 0)]

it('says what the last run of the prompt wrote and read, then what each newer one did, and goes with the last breakpoint', async () => {
  const services = await openedPrompt(prompt, {
    'runs.list': () => ({ runs }),
    'runs.get': (input) => runs.find(({ id }) => id === input.id),
  })
  onTestFinished(await mount(services, <CacheStrip />))
  const text = () => document.querySelector('[aria-label="Cache"]')?.textContent
  await expect.poll(text).toContain('Last run: wrote 5,000, read 0')
  expect(text()).toContain('Cache up to the system prompt')
  act(() => services.lastRun.getState().note(run('p', 0, 5_000)))
  expect(text()).toContain('Last run: wrote 0, read 5,000')
  services.prompts.getState().edit(setCacheMark(systemPlace, 0, null))
  await act(async () => void (await services.findings.judgeNow()))
  expect(text()).toBeUndefined()
})
