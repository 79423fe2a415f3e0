import { afterEach, beforeEach, expect, it } from 'vitest'
import { olderMessages, summaryPrompt } from '#shared/conversation/fit-summary'
import type { Prompt, PromptMessage } from '#shared/prompt/prompt'
import { answerText, type RunSummary } from '#shared/runs/run'
import { createTestCore, createTestHost, type TestCore } from '../../../../test/support/test-core.ts'
import type { Host } from '../../host/host.ts'
import { runApart } from './summary-run.ts'

let core: TestCore
let host: Host
let told: RunSummary[]

beforeEach(async () => {
  core = await createTestCore()
  host = createTestHost(core.core)
  told = []
})
afterEach(() => core.dispose())

const messages: PromptMessage[] = [
  { id: '1', role: 'user', content: 'My order is 17.' },
  { id: '2', role: 'assistant', content: 'It is on its way.' },
  { id: '3', role: 'user', content: 'When?' },
]
const open: Prompt = {
  id: 'p',
  name: 'Orders',
  model: 'claude-opus-5-5',
  apiVersion: 'automatic',
  system: '',
  messages,
  prefill: '',
  settings: { max_tokens: 64 },
}
const asked = summaryPrompt(olderMessages(open, 0), {
  id: 'summary-p',
  name: 'Orders, summary',
  model: 'claude-haiku-4-5',
  maxTokens: 500,
})

it('is an ordinary run with the chosen model: recorded, with its cost, and told to the history', async () => {
  const lengths: number[] = []
  const run = await runApart(host, asked, {
    signal: new AbortController().signal,
    onLength: (length) => lengths.push(length),
    onRunChanged: (changed) => told.push(changed),
  })
  expect(run).toMatchObject({ state: 'completed', model: 'claude-haiku-4-5', promptName: 'Orders, summary' })
  expect(run.costUsd).toBeGreaterThan(0)
  expect(lengths.at(-1)).toBe(answerText(run.response).length)
  expect(told.map(({ id, state }) => [id, state])).toEqual([
    [run.id, 'running'],
    [run.id, 'completed'],
  ])
  expect(await host.call('runs.get', { id: run.id })).toMatchObject({ id: run.id, state: 'completed' })
})

it('is kept as far as it came when it is stopped', async () => {
  core.simulator.setScenario('slow')
  const controller = new AbortController()
  const run = await runApart(host, asked, {
    signal: controller.signal,
    onLength: () => controller.abort(),
    onRunChanged: (changed) => told.push(changed),
  })
  expect(run.state).toBe('stopped')
  expect(told.at(-1)).toMatchObject({ id: run.id, state: 'stopped' })
})
