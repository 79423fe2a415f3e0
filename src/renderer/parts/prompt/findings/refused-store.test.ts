import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Run } from '#shared/runs/run'
import { sampleEndedRun } from '../../../../../test/support/sample-run.ts'
import { createTestCore, createTestHost, type TestCore } from '../../../../../test/support/test-core.ts'
import { muteMessage, setContent, setPrefill, setSetting } from '../edits/prompt-edits.ts'
import { createPromptStore, type PromptStore } from '../store/prompt-store.ts'
import { createRefusedStore, type RefusedStore } from './refused-store.ts'

let core: TestCore
let prompts: PromptStore
let store: RefusedStore

beforeEach(async () => {
  core = await createTestCore()
  prompts = createPromptStore(createTestHost(core.core))
  await prompts.getState().start()
  store = createRefusedStore(prompts)
})
afterEach(() => core.dispose())

const opened = () => prompts.getState().prompt!
const edit = (change: Parameters<ReturnType<PromptStore['getState']>['edit']>[0]) => prompts.getState().edit(change)

function refusal(field: string | null, promptId = opened().id): Run {
  const words = { title: 'Refused', advice: 'Mend it.', said: `${field}: no`, status: 400, type: null, field }
  return sampleEndedRun({ promptId, state: 'failed', error: { kind: 'api', message: 'Refused.', facts: {}, ...words } })
}

it('says at its control what was refused, until that is edited', () => {
  store.getState().show(refusal('temperature'))
  expect(store.getState().refused).toMatchObject({ owner: 'temperature', said: 'temperature: no' })
  edit(setSetting('top_k', 4))
  expect(store.getState().refused).not.toBeNull()
  edit(setSetting('temperature', 0.9))
  expect(store.getState().refused).toBeNull()
})

it('finds the message that the API counted, muted ones left out, and its prefill', () => {
  const [first, second] = opened().messages
  edit(muteMessage(first!.id, true))
  store.getState().show(refusal('messages.0.content.0'))
  expect(store.getState().refused?.owner).toBe('messages.1')
  edit(setContent({ kind: 'message', id: second!.id }, 'Mended.'))
  expect(store.getState().refused).toBeNull()
  store.getState().show(refusal('messages.9'))
  expect(store.getState().refused?.owner).toBe('prefill')
  edit(setPrefill('other'))
  expect(store.getState().refused).toBeNull()
})

it('is gone with the next run, and leaves nothing where no field was named or the run was of another prompt', () => {
  store.getState().show(refusal('max_tokens'))
  store.getState().clear()
  expect(store.getState().refused).toBeNull()
  store.getState().show(refusal(null))
  expect(store.getState().refused).toBeNull()
  store.getState().show(refusal('max_tokens', 'another'))
  expect(store.getState().refused).toBeNull()
})

it('waits while another prompt is open', async () => {
  const first = opened().id
  store.getState().show(refusal('max_tokens'))
  const other = prompts.getState().entries.find(({ id }) => id !== first)
  await prompts.getState().open(other!.id)
  expect(store.getState().refused).toBeNull()
  await prompts.getState().open(first)
  expect(store.getState().refused?.owner).toBe('max_tokens')
})
