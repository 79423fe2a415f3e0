import { expect, it, onTestFinished } from 'vitest'
import { findModel } from '#shared/models/models'
import { createTestCore, createTestHost } from '../../../../test/support/test-core.ts'
import { createPriceStore, ownPricesOf } from './price-store.ts'

async function start() {
  const { core, dispose } = await createTestCore()
  onTestFinished(dispose)
  const host = createTestHost(core)
  const haiku = async () => findModel((await host.call('models.list', {})).models, 'claude-haiku-4-5')!
  return { host, store: createPriceStore(host), haiku }
}

it('counts an edit at once, and the core has the last of many', async () => {
  const { store, haiku } = await start()
  const model = await haiku()
  const edits = [1, 1.2, 1.25].map((price) => store.getState().set(model, 'standard', 'inputPerMTok', price))
  expect(ownPricesOf(model, store.getState().edited)).toEqual({ standard: { inputPerMTok: 1.25 } })
  await Promise.all(edits)
  expect((await haiku()).ownPrices?.set).toEqual({ standard: { inputPerMTok: 1.25 } })
})

it('goes back to one list price, and to all of them', async () => {
  const { store, haiku } = await start()
  const model = await haiku()
  await store.getState().set(model, 'standard', 'inputPerMTok', 2)
  await store.getState().set(model, 'standard', 'outputPerMTok', 9)
  await store.getState().set(model, 'standard', 'inputPerMTok', null)
  expect((await haiku()).pricing).toMatchObject({ inputPerMTok: 1, outputPerMTok: 9 })
  await store.getState().reset(model)
  expect(await haiku()).not.toHaveProperty('ownPrices')
})

it('says what a price can be, and keeps the one that was there', async () => {
  const { store, haiku } = await start()
  await store.getState().set(await haiku(), 'standard', 'inputPerMTok', -1)
  expect(store.getState()).toMatchObject({ edited: {}, problem: 'A price is a number from 0 to 100,000.' })
})

it('takes in a model that nobody knows', async () => {
  const { host, store } = await start()
  await store.getState().add('llama')
  const { models } = await host.call('models.list', {})
  expect(findModel(models, 'llama')?.pricing).toMatchObject({ inputPerMTok: 0, outputPerMTok: 0, cacheRead: null })
})
