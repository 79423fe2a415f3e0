import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { examplePrompts } from '#shared/prompt/examples'
import type { Prompt } from '#shared/prompt/prompt'
import * as rules from '#shared/rules/rules'
import { handTimers } from '../../../../../test/support/hand-timers.ts'
import { createTestCore, createTestHost, type TestCore } from '../../../../../test/support/test-core.ts'
import { setApiVersion, setContent, setModel, setPrefill, setSetting, systemPlace } from '../edits/prompt-edits.ts'
import { createRequestContextStore, type RequestContextStore } from '../request-context-store.ts'
import { createPromptStore, type PromptStore } from '../store/prompt-store.ts'
import { createFindingsStore, type FindingsStore, findingsOf } from './findings-store.ts'

let core: TestCore
let prompts: PromptStore
let context: RequestContextStore
let store: FindingsStore
let timers: ReturnType<typeof handTimers>
/** How often the whole rule pack was run. */
let judgements: number

beforeEach(async () => {
  core = await createTestCore()
  const host = createTestHost(core.core)
  timers = handTimers()
  prompts = createPromptStore(host)
  context = createRequestContextStore(host)
  await Promise.all([prompts.getState().start(), context.getState().load()])
  const countedFindings: typeof rules.findings = (...of) => {
    judgements += 1
    return rules.findings(...of)
  }
  store = createFindingsStore(prompts, context, {
    timers,
    loadRules: async () => ({ ...rules, findings: countedFindings }),
  })
  await store.ready
  judgements = 0
})
afterEach(() => core.dispose())

const edit = (change: (prompt: Prompt) => Prompt, group?: string) => prompts.getState().edit(change, group)
const fields = () => store.getState().findings.map(({ field }) => field)
const frame = 20

describe('the findings of the open prompt', () => {
  it('are none for the opening example', () => {
    expect([fields(), store.getState().apiVersion, store.getState().versionReason]).toEqual([
      [],
      '2023-06-01',
      'temperature is set',
    ])
  })

  it('come a frame after a change of model or version, which changes no value', () => {
    const { settings, prefill, messages, system } = prompts.getState().prompt!
    edit(setModel('claude-opus-5-5'))
    timers.pass(frame)
    expect(fields()).toEqual(['temperature', 'prefill'])
    edit(setModel('claude-haiku-4-5'))
    edit(setApiVersion('2026-10-21'))
    timers.pass(frame)
    expect(findingsOf(store.getState(), 'temperature')).toHaveLength(1)
    expect(findingsOf(store.getState(), 'prefill')).toHaveLength(0)
    expect(prompts.getState().prompt).toMatchObject({ settings, prefill, messages, system })
  })

  it('go away by their own fix', () => {
    edit(setSetting('temperature', 7))
    timers.pass(frame)
    edit(findingsOf(store.getState(), 'temperature')[0]!.fixes[0]!.apply)
    timers.pass(frame)
    expect(fields()).toEqual([])
  })

  it('are judged once for a burst of typing, in whatever field, and never while a key is handled', () => {
    for (let key = 0; key < 200; key += 1) {
      edit(setContent(systemPlace, 'a'.repeat(key)), 'system')
      edit(setPrefill(`{${'a'.repeat(key)}`), 'prefill')
      timers.pass(100)
    }
    expect(judgements).toBe(0)
    timers.pass(150)
    expect(judgements).toBe(1)
  })

  it('are judged once for all that a slider did between two frames', () => {
    for (let step = 0; step < 50; step += 1) edit(setSetting('temperature', step / 100), 'setting:temperature')
    expect(judgements).toBe(0)
    timers.pass(frame)
    expect(judgements).toBe(1)
  })

  it('wait no longer for a setting because typing goes on', () => {
    edit(setSetting('temperature', 7))
    edit(setContent(systemPlace, 'More'), 'system')
    timers.pass(frame)
    expect(fields()).toEqual(['temperature'])
  })

  it('are of the open prompt only: another one is judged when it opens', async () => {
    edit(setSetting('temperature', 7))
    timers.pass(frame)
    await prompts.getState().create({ ...examplePrompts[1]!, id: 'another' })
    expect(fields()).toEqual([])
  })

  it('are up to date the moment they are asked for', async () => {
    edit(setPrefill('{ '), 'prefill')
    expect((await store.judgeNow()).findings.map(({ field }) => field)).toEqual(['prefill'])
    timers.pass(1_000)
    expect(judgements).toBe(1)
  })

  it('can be told of a prompt that is not the open one', () => {
    const pinned = setApiVersion('2026-10-21')(prompts.getState().prompt!)
    expect(store.findingsIn(pinned).map(({ field }) => field)).toEqual(['temperature'])
    expect(fields()).toEqual([])
  })

  it('say that a model is unknown by having none', () => {
    edit(setModel('my-own-model'))
    timers.pass(frame)
    expect([store.getState().model, fields()]).toEqual([null, ['model']])
  })
})
