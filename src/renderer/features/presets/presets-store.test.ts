import { expect, it, onTestFinished } from 'vitest'
import type { NewPreset } from '#shared/presets/preset'
import { presetFileText } from '#shared/presets/preset-file'
import { createTestCore, createTestHost, memorySettings } from '../../../../test/support/test-core.ts'
import { createPresetsStore, type PresetsStore } from './presets-store.ts'

async function openStore(...presets: NewPreset[]): Promise<PresetsStore> {
  const test = await createTestCore({ presetStore: memorySettings({ presets: [] }) })
  onTestFinished(test.dispose)
  const store = createPresetsStore(createTestHost(test.core))
  if (presets.length > 0) await store.getState().add(presets)
  return store
}
const names = (store: PresetsStore) => store.getState().entries.map(({ name }) => name)
const idOf = (store: PresetsStore, name: string) =>
  store.getState().entries.find((entry) => entry.name === name)?.id ?? ''

const haiku: NewPreset = { name: 'Haiku', parts: { model: 'm', settings: { temperature: 1 } } }
const limerick: NewPreset = { name: 'Limerick', parts: { system: 'Rhyme.', later: { a: '1' } } }

it('puts a new preset on top, and copies right behind', async () => {
  const store = await openStore(haiku)
  await store.getState().add([limerick])
  await store.getState().duplicate(idOf(store, 'Limerick'))
  expect(names(store)).toEqual(['Limerick', 'Limerick copy', 'Haiku'])
  expect((await store.getState().get(idOf(store, 'Limerick copy'))).parts).toEqual(limerick.parts)
})

it('renames and keeps everything else, also what it does not know', async () => {
  const store = await openStore(limerick)
  await store.getState().rename(idOf(store, 'Limerick'), 'Couplet')
  expect(await store.getState().get(idOf(store, 'Couplet'))).toMatchObject({ parts: limerick.parts })
})

it('removes one, and brings it back to its place whatever happened since', async () => {
  const store = await openStore(haiku, limerick)
  const restore = await store.getState().remove(idOf(store, 'Haiku'))
  expect(names(store)).toEqual(['Limerick'])
  await store.getState().add([{ name: 'Later', parts: {} }], 1)
  await restore()
  await restore()
  expect(names(store)).toEqual(['Haiku', 'Limerick', 'Later'])
})

it('moves', async () => {
  const store = await openStore(haiku, limerick)
  await store.getState().move(idOf(store, 'Limerick'), 0)
  expect(names(store)).toEqual(['Limerick', 'Haiku'])
})

it('reads a file without importing it, and keeps the list where the core refuses', async () => {
  const store = await openStore(haiku)
  await store.getState().showImport(presetFileText([limerick]))
  expect(store.getState().dialog).toEqual({ kind: 'import', file: { presets: [limerick], notes: [] } })
  store.getState().closeDialog()
  await expect(store.getState().showImport('{}')).rejects.toMatchObject({ kind: 'invalid-input' })
  await expect(store.getState().rename('gone', 'X')).rejects.toMatchObject({ kind: 'not-found' })
  expect([store.getState().dialog, names(store)]).toEqual([null, ['Haiku']])
})
