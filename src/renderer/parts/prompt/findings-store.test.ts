import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { handTimers } from '../../../../test/support/hand-timers.ts'
import { createTestCore, createTestHost, type TestCore } from '../../../../test/support/test-core.ts'
import { createFindingsStore, type FindingsStore, findingsOf } from './findings-store.ts'
import { setApiVersion, setContent, setModel, setSetting, systemPlace } from './prompt-edits.ts'
import { createPromptStore, type PromptStore } from './prompt-store.ts'
import { createRequestContextStore, type RequestContextStore } from './request-context-store.ts'

let core: TestCore
let prompts: PromptStore
let context: RequestContextStore
let store: FindingsStore
let timers: ReturnType<typeof handTimers>
let judgements: number

beforeEach(async () => {
  core = await createTestCore()
  const host = createTestHost(core.core)
  timers = handTimers()
  prompts = createPromptStore(host)
  context = createRequestContextStore(host)
  await Promise.all([prompts.getState().start(), context.getState().load()])
  store = createFindingsStore(prompts, context, timers)
  await store.ready
  judgements = 0
  store.subscribe(() => {
    judgements += 1
  })
})
afterEach(() => core.dispose())

const fields = () => store.getState().findings.map(({ field }) => field)

describe('the findings of the open prompt', () => {
  it('are none for the opening example', () => {
    expect([fields(), store.getState().apiVersion, store.getState().versionReason]).toEqual([
      [],
      '2023-06-01',
      'temperature is set',
    ])
  })

  it('come at once for a setting, a model or a version, and change no value', () => {
    prompts.getState().edit(setModel('claude-opus-5-5'))
    expect(fields()).toEqual(['temperature', 'prefill'])
    expect(prompts.getState().prompt?.settings.temperature).toBe(0.2)
    prompts.getState().edit(setModel('claude-haiku-4-5'))
    prompts.getState().edit(setApiVersion('2026-10-21'))
    expect(findingsOf(store.getState(), 'temperature')).toHaveLength(1)
    expect(findingsOf(store.getState(), 'prefill')).toHaveLength(0)
  })

  it('go away by their own fix', () => {
    prompts.getState().edit(setSetting('temperature', 7))
    const [finding] = findingsOf(store.getState(), 'temperature')
    prompts.getState().edit(finding!.fixes[0]!.apply)
    expect(fields()).toEqual([])
  })

  it('wait while only text is typed, and come once', () => {
    for (const text of ['a', 'ab', 'abc']) prompts.getState().edit(setContent(systemPlace, text), 'system')
    expect(judgements).toBe(0)
    timers.pass(150)
    expect(judgements).toBe(1)
  })

  it('say that a model is unknown by having none', () => {
    prompts.getState().edit(setModel('my-own-model'))
    expect([store.getState().model, fields()]).toEqual([null, []])
  })
})
