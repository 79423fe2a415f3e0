import { afterEach, beforeEach, expect, it } from 'vitest'
import { examplePrompts } from '#shared/prompt/examples'
import { handTimers } from '../../../../../test/support/hand-timers.ts'
import { createTestCore, createTestHost, type TestCore } from '../../../../../test/support/test-core.ts'
import { setModel, setSetting } from '../edits/prompt-edits.ts'
import { createRequestContextStore } from '../request-context-store.ts'
import { createPromptStore, type PromptStore } from '../store/prompt-store.ts'
import { announceFindings } from './announce-findings.ts'
import { createFindingsStore } from './findings-store.ts'

let core: TestCore
let prompts: PromptStore
let timers: ReturnType<typeof handTimers>
let announced: string[]

beforeEach(async () => {
  core = await createTestCore()
  const host = createTestHost(core.core)
  timers = handTimers()
  announced = []
  prompts = createPromptStore(host)
  const context = createRequestContextStore(host)
  await Promise.all([prompts.getState().start(), context.getState().load()])
  const findings = createFindingsStore(prompts, context, { timers })
  announceFindings(findings, prompts, (message) => announced.push(message), timers)
  await findings.ready
})
afterEach(() => core.dispose())

const { edit, create } = {
  edit: (change: Parameters<ReturnType<PromptStore['getState']>['edit']>[0]) => prompts.getState().edit(change),
  create: (prompt: (typeof examplePrompts)[number]) => prompts.getState().create(prompt),
}

it('says once what a burst of edits has brought, when it is over', () => {
  for (let step = 0; step < 30; step += 1) {
    edit(setSetting('temperature', 2 + step))
    timers.pass(100)
  }
  expect(announced).toEqual([])
  timers.pass(1_500)
  expect(announced).toEqual(['Temperature will be refused.'])
})

it('says nothing of an error that was mended before anybody could hear of it', () => {
  edit(setSetting('temperature', 7))
  timers.pass(100)
  edit(setSetting('temperature', 0.7))
  timers.pass(100)
  timers.pass(1_500)
  expect(announced).toEqual([])
})

it('says only what is new, and when all is well again', () => {
  edit(setModel('claude-opus-5-5'))
  timers.pass(100)
  timers.pass(1_500)
  edit(setModel('claude-opus-5'))
  timers.pass(100)
  timers.pass(1_500)
  edit(setModel('claude-haiku-4-5'))
  timers.pass(100)
  timers.pass(1_500)
  expect(announced).toEqual([
    'Temperature will be refused. Prefill will be refused.',
    'Nothing will be refused any more.',
  ])
})

it('says nothing of a prompt that was just opened', async () => {
  await create({ ...examplePrompts[0]!, id: 'refused', model: 'claude-opus-5-5' })
  timers.pass(3_000)
  expect(announced).toEqual([])
})
