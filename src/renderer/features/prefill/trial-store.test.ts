import { afterEach, beforeEach, expect, it } from 'vitest'
import { prefillConversions } from '#shared/prompt/prefill-lab'
import type { Prompt } from '#shared/prompt/prompt'
import type { Run } from '#shared/runs/run'
import { createTestCore, createTestHost, type TestCore } from '../../../../test/support/test-core.ts'
import { createTrialStore, type TrialStore } from './trial-store.ts'

let core: TestCore
let store: TrialStore
let told: Run[]
beforeEach(async () => {
  core = await createTestCore()
  told = []
  store = createTrialStore(createTestHost(core.core), (run) => told.push(run))
})
afterEach(() => core.dispose())

const refused: Prompt = {
  id: 'p',
  name: 'Test',
  model: 'claude-opus-5-5',
  apiVersion: 'automatic',
  system: '',
  messages: [{ id: 'm1', role: 'user', content: 'Sort: charged twice.' }],
  prefill: '{"category":',
  settings: { max_tokens: 512 },
}

it('runs both sides at once, tells of each run as it begins and ends, and keeps them apart', async () => {
  const sides = prefillConversions(refused, null, null).slice(0, 2)
  await store.getState().start(sides.map(({ apply }) => apply(refused)))
  const { trials, runningSince } = store.getState()
  expect(runningSince).toBeNull()
  expect(trials.map(({ view, failure, isRunning }) => [view?.run.state, failure, isRunning])).toEqual([
    ['completed', null, false],
    ['completed', null, false],
  ])
  const [format, instruction] = trials.map(({ view }) => view?.run.request.body)
  expect(format).toMatchObject({ output_config: { format: { type: 'json_schema' } } })
  expect(instruction).toMatchObject({ stop_sequences: ['</json>'] })
  expect(new Set(told.map(({ id }) => id)).size).toBe(2)
  expect(told.filter(({ state }) => state === 'completed')).toHaveLength(2)
})

it('shows a refusal beside the answer of the other side', async () => {
  const [format] = prefillConversions(refused, null, null)
  await store.getState().start([refused, format!.apply(refused)])
  expect(store.getState().trials.map(({ view }) => [view?.run.state, view?.run.status])).toEqual([
    ['failed', 400],
    ['completed', 200],
  ])
})

it('stops both, and each run ends as stopped', async () => {
  await core.handlers['simulator.setScenario']({ scenario: 'stall' }, { signal: new AbortController().signal })
  const plain = { ...refused, prefill: '' }
  const ended = store.getState().start([plain, plain])
  store.subscribe(({ trials }) => {
    if (trials.every(({ view }) => view !== null)) store.getState().stop()
  })
  await ended
  expect(store.getState().trials.map(({ view }) => view?.run.state)).toEqual(['stopped', 'stopped'])
  expect(told.filter(({ state }) => state === 'stopped')).toHaveLength(2)
})
