import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Prompt } from '#shared/prompt/prompt'
import { createTestCore, createTestHost, type TestCore } from '../../../../test/support/test-core.ts'
import type { Host } from '../../host/host.ts'
import { createLayoutStore, type LayoutStore } from '../../parts/layout/layout-store.ts'
import { createPromptStore, type PromptStore } from '../../parts/prompt/store/prompt-store.ts'
import { createLoopStore, type LoopStore } from './loop-store.ts'
import { createRunStore, type RunStore } from './run-store.ts'

const weather = {
  name: 'get_weather',
  description: 'The weather of a city',
  input_schema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
}
const asking: Prompt = {
  id: 'loop',
  name: 'Loop',
  model: 'claude-haiku-4-5',
  apiVersion: 'automatic',
  system: '',
  messages: [{ id: 'm1', role: 'user', content: 'What is the weather in Lisbon?' }],
  prefill: '',
  settings: { max_tokens: 4_000, tools: [weather], thinking: { type: 'enabled', budget_tokens: 1_024 } },
  toolNotes: { get_weather: { result: { text: '{"sky": "clear"}' } } },
}
const forced = { max_tokens: 400, tools: [weather], tool_choice: { type: 'any' } }

let core: TestCore
let host: Host
let prompts: PromptStore
let runs: RunStore
let loop: LoopStore
let announced: string[]
/** The places of the messages that the loop told of, from 1, and its end. */
let followed: (number | 'end')[]
let layout: LayoutStore
/** Whether Run asks something first. */
let asks: boolean

beforeEach(async () => {
  core = await createTestCore()
  host = createTestHost(core.core)
  prompts = createPromptStore(host)
  announced = []
  followed = []
  asks = false
  runs = createRunStore(host, {
    announce: () => {},
    onRunChanged: () => {},
    nextFrame: () => new Promise((resolve) => setImmediate(resolve)),
  })
  prompts.subscribe(({ prompt }) => runs.getState().turnTo(prompt?.id ?? null))
  layout = createLayoutStore(host, await host.call('settings.get', {}), () => {})
  loop = makeLoop()
  await prompts.getState().start()
})
afterEach(async () => {
  await layout.getState().flush()
  await core.dispose()
})

const makeLoop = () =>
  createLoopStore({
    prompts,
    runs,
    run: async () => {
      if (!asks) await runs.getState().start(prompts.getState().settle()!)
    },
    isAsking: () => asks,
    connectionKind: () => 'simulator',
    announce: (message) => announced.push(message),
    follow: () => ({
      added: (id) => followed.push((prompts.getState().prompt?.messages.findIndex((one) => one.id === id) ?? -1) + 1),
      end: () => followed.push('end'),
    }),
    layout,
  })

async function open(prompt: Prompt) {
  await prompts.getState().create(prompt)
  await runs.getState().start(prompts.getState().prompt!)
}
const kinds = () =>
  prompts
    .getState()
    .prompt?.messages.map(({ role, content }) => [
      role,
      typeof content === 'string' ? 'text' : content.map(({ type }) => type).join(' '),
    ])

describe('the loop', () => {
  it('answers calls with canned results until the model stops; every run is kept, thinking goes back', async () => {
    await open(asking)
    expect(runs.getState().live?.run.stopReason).toBe('tool_use')
    await loop.getState().start(runs.getState().live!.run)
    expect(loop.getState().loop).toMatchObject({ runs: 1, isAtLeast: false, ended: 'The model stopped: end_turn.' })
    expect(kinds()).toEqual([
      ['user', 'text'],
      ['assistant', 'thinking text tool_use'],
      ['user', 'tool_result'],
    ])
    const { runs: kept } = await host.call('runs.list', { before: null, limit: 10 })
    expect(kept.map(({ stopReason }) => stopReason)).toEqual(['end_turn', 'tool_use'])
    const spent = kept.reduce((sum, { costUsd }) => sum + (costUsd ?? 0), 0)
    expect(loop.getState().loop?.costUsd).toBeCloseTo(spent, 10)
    expect(announced).toEqual(['The loop ended. The model stopped: end_turn.'])
    prompts.getState().undo()
    expect(kinds()).toEqual([['user', 'text']])
  })

  it('ends at its limit, and goes on from there when it is started again', async () => {
    await open({ ...asking, settings: forced })
    loop.getState().setLimit(2)
    await loop.getState().start(runs.getState().live!.run)
    expect(loop.getState().loop).toMatchObject({
      runs: 2,
      ended: 'It made 2 runs, its limit: Run the loop goes on from here.',
    })
    expect(kinds()).toHaveLength(5)
    expect(followed).toEqual([3, 5, 'end'])
    await loop.getState().start(runs.getState().live!.run)
    expect(kinds()).toHaveLength(9)
  })

  it('ends where a tool has no canned result, and says which; an error is marked as one', async () => {
    await open({ ...asking, toolNotes: {} })
    await loop.getState().start(runs.getState().live!.run)
    expect(loop.getState().loop).toMatchObject({
      runs: 0,
      ended: 'get_weather has no canned result: give it one, or answer by hand.',
    })
    expect(kinds()).toHaveLength(1)
    prompts.getState().edit((prompt) => ({
      ...prompt,
      toolNotes: { get_weather: { result: { text: 'no such city', isError: true } } },
    }))
    await loop.getState().start(runs.getState().live!.run)
    expect(prompts.getState().prompt?.messages.at(-1)?.content).toEqual([
      expect.objectContaining({ type: 'tool_result', content: 'no such city', is_error: true }),
    ])
  })

  it('ends where the conversation was changed, and where it is stopped', async () => {
    await open({ ...asking, settings: forced })
    prompts
      .getState()
      .edit((prompt) => ({ ...prompt, messages: [{ id: 'm1', role: 'user', content: 'And in Porto?' }] }))
    await loop.getState().start(runs.getState().live!.run)
    expect(loop.getState().loop?.ended).toBe('The conversation was changed meanwhile.')
    prompts.getState().undo()
    const stopAtRun = runs.subscribe(({ live }) => {
      if (live?.run.state === 'running' && loop.getState().loop?.runs === 1) loop.getState().stop()
    })
    await loop.getState().start(runs.getState().live!.run)
    stopAtRun()
    expect(loop.getState().loop).toMatchObject({ runs: 2, ended: 'You stopped it.' })
    expect(runs.getState().live?.run.state).toBe('stopped')
  })

  it('goes on from the run that is shown, also where a newer one was made since', async () => {
    await open(asking)
    const called = runs.getState().live!.run
    await loop.getState().start(called)
    prompts.getState().undo()
    await loop.getState().start(called)
    expect(loop.getState().loop).toMatchObject({ runs: 1, ended: 'The model stopped: end_turn.' })
    expect(kinds()).toHaveLength(3)
  })

  it('ends where Run asks first, and says so', async () => {
    await open(asking)
    const called = runs.getState().live!.run
    await loop.getState().start(called)
    prompts.getState().undo()
    asks = true
    await loop.getState().start(called)
    expect(loop.getState().loop).toMatchObject({
      runs: 0,
      ended: 'Run asks first: the next request would be refused.',
    })
    expect(kinds()).toHaveLength(3)
  })
})

it('keeps its limit for the next start', async () => {
  expect(loop.getState().limit).toBe(10)
  loop.getState().setLimit(3)
  await layout.getState().flush()
  layout = createLayoutStore(host, await host.call('settings.get', {}), () => {})
  expect(makeLoop().getState().limit).toBe(3)
})
