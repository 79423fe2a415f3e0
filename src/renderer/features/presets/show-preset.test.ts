import { afterEach, beforeEach, expect, it } from 'vitest'
import type { PresetParts } from '#shared/presets/preset'
import { createTestCore, createTestHost, type TestCore } from '../../../../test/support/test-core.ts'
import { createPromptServices, type PromptServices } from '../../parts/prompt/prompt-services.tsx'
import { createToaster } from '../../ui/toast.tsx'
import { createPresetsStore, type PresetsStore } from './presets-store.ts'
import { showPreset } from './show-preset.ts'

let core: TestCore
let services: PromptServices
let presets: PresetsStore
beforeEach(async () => {
  core = await createTestCore()
  const host = createTestHost(core.core)
  services = createPromptServices(host, createToaster(), () => {})
  presets = createPresetsStore(host)
  await Promise.all([
    services.prompts.getState().start(),
    services.context.getState().load(),
    presets.getState().load(),
  ])
})
afterEach(async () => {
  await services.prompts.getState().flush()
  await core.dispose()
})

const show = async (parts: PresetParts) => {
  await presets.getState().add([{ name: 'Acme', parts }])
  await showPreset(presets, services, presets.getState().entries.find(({ name }) => name === 'Acme')!.id)
}
const state = () => services.prompts.getState()

it('says which variables it sets, and lays everything over the prompt in one step of undo', async () => {
  const before = state().prompt!
  await show({
    system: 'You answer for {{company}}.',
    variables: { values: { company: 'Acme' } },
    toolNotes: { find: { disabled: true } },
  })
  const { shown, confirm } = services.preview.getState()
  expect(shown?.change.changes).toEqual(['Variables set: company.', 'Disabled tools and canned results change.'])
  expect(shown?.after.body.system).toBe('You answer for Acme.')
  confirm()
  expect(state().prompt).toMatchObject({ variables: { values: { company: 'Acme' } }, messages: before.messages })
  state().undo()
  expect(state().prompt).toEqual(before)
})

it('says that variables are switched off', async () => {
  await show({ variables: { values: {}, off: true } })
  expect(services.preview.getState().shown?.change.changes).toEqual(['Variables are switched off.'])
})

it('is laid over the prompt that was asked for last, also while that is still on its way', async () => {
  const other = state().entries.find(({ id }) => id !== state().prompt?.id)!
  await presets.getState().add([{ name: 'Acme', parts: { system: 'Acme.' } }])
  const opening = state().open(other.id)
  await showPreset(presets, services, presets.getState().entries.find(({ name }) => name === 'Acme')!.id)
  const before = services.preview.getState().shown?.before
  await opening
  expect(before?.body.messages[0]?.content).toEqual(state().prompt?.messages[0]?.content)
})
