import { beforeEach, expect, it, onTestFinished } from 'vitest'
import { AppError } from '#shared/app-error'
import { handTimers } from '../../../../../test/support/hand-timers.ts'
import { temporaryFolder } from '../../../../../test/support/temporary-folder.ts'
import { createTestCore, createTestHost, memorySettings } from '../../../../../test/support/test-core.ts'
import { setSetting } from '../edits/prompt-edits.ts'
import { createPromptStore, type PromptStore } from './prompt-store.ts'

const draft = { text: '{"city": ', over: { city: 'Oslo' } }
let folder: string
let settings: ReturnType<typeof memorySettings>
/** What each write of the journal said of the drafts. */
let written: unknown[]
let diskError: AppError | null
beforeEach(async () => {
  folder = await temporaryFolder()
  settings = memorySettings()
  written = []
  diskError = null
})

/** Starts the core and a window on the folder. */
async function openWindow() {
  const core = await createTestCore({ dataFolder: folder, settings })
  onTestFinished(core.dispose)
  const real = createTestHost(core.core)
  const host: typeof real = {
    ...real,
    call: (name, input) => {
      if (name === 'prompts.journal') written.push('drafts' in input ? input.drafts : undefined)
      return name === 'prompts.journal' && diskError ? Promise.reject(diskError) : real.call(name, input)
    },
  }
  const store = createPromptStore(host, { ...handTimers(), newId: () => 'new' })
  await store.getState().start()
  return { core, store }
}
const draftsOf = (store: PromptStore) => store.getState().jsonDrafts(store.getState().prompt!.id)

it('brings JSON that was no good yet back after a kill, although the prompt itself has not changed', async () => {
  const first = await openWindow()
  draftsOf(first.store).set('extras', draft)
  await first.store.getState().flush()
  await first.core.dispose()
  const { store } = await openWindow()
  expect([draftsOf(store).get('extras'), store.getState().isSaved]).toEqual([draft, true])
})

it('keeps the drafts of each prompt apart, over opening another', async () => {
  const { store } = await openWindow()
  const [one, other] = store.getState().entries.map(({ id }) => id) as [string, string]
  await store.getState().open(one)
  draftsOf(store).set('extras', draft)
  await store.getState().open(other)
  expect(draftsOf(store).get('extras')).toBeUndefined()
  await store.getState().open(one)
  expect(draftsOf(store).get('extras')).toEqual(draft)
})

it('writes drafts with the journal where they have changed, and again where that did not work', async () => {
  const { store } = await openWindow()
  const type = (value: number) => store.getState().edit(setSetting('temperature', value))
  draftsOf(store).delete('extras')
  type(0.1)
  await store.getState().flush()
  diskError = new AppError('storage', 'The disk is full.')
  draftsOf(store).set('extras', draft)
  await expect(store.getState().flush()).rejects.toThrow('The disk is full.')
  diskError = null
  await store.getState().flush()
  type(0.2)
  await store.getState().flush()
  draftsOf(store).set('extras', { ...draft })
  draftsOf(store).delete('extras')
  await store.getState().flush()
  expect(written).toEqual([undefined, { extras: draft }, { extras: draft }, undefined, {}])
})
