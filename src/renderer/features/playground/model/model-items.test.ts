import { expect, it } from 'vitest'
import models from '#resources/models.json'
import { unknownModel } from '#shared/models/live-models'
import { findModel, type Listing, type ModelInfo } from '#shared/models/models'
import { withOwnPrices } from '#shared/models/prices'
import { isUnknown, modelFacts, modelItems, typedModelId } from './model-items.ts'

// Safe: the catalogue is checked against its schema elsewhere.
const catalogue = models as unknown as ModelInfo[]
const model = (id: string) => findModel(catalogue, id)!

it('offers the id that people write, finds a model by any of its ids, and puts retired ones last', () => {
  const items = modelItems(catalogue)
  expect(items.find(({ label }) => label === 'Claude Haiku 4.5')).toMatchObject({
    value: 'claude-haiku-4-5',
    group: 'Haiku',
    keywords: 'claude-haiku-4-5-20251001 claude-haiku-4-5',
  })
  const groups = [...new Set(items.map(({ group }) => group))]
  expect(groups.at(-1)).toBe('Retired')
  expect(items).toHaveLength(catalogue.length)
})

it('takes any typed id as it is, and a display name for its model', () => {
  expect(typedModelId(catalogue, ' my-own-model ')).toBe('my-own-model')
  expect(typedModelId(catalogue, 'claude haiku 4.5')).toBe('claude-haiku-4-5')
})

it('says what is known and leaves out what is not', () => {
  expect(modelFacts(model('claude-haiku-4-5'))).toEqual(['200k', '$1 in', '$5 out'])
  expect(modelFacts(model('claude-mythos-preview'))).toEqual(['1M', 'price unknown'])
})

it('marks the user’s own prices wherever it shows prices', () => {
  const own = withOwnPrices(model('claude-haiku-4-5'), { standard: { inputPerMTok: 0.9 } })
  expect(modelFacts(own)).toEqual(['200k', '$0.9 in', '$5 out', 'your prices'])
})

it('puts what only a server or the user knows into groups of their own', () => {
  const listed = (id: string, listing: Partial<Listing>): ModelInfo => ({
    ...unknownModel(id),
    listing: { isListed: true, isCatalogued: false, assumedFrom: null, ...listing },
  })
  const items = modelItems([listed('qwen3:8b', {}), listed('mine', { isListed: false })])
  expect(items.map(({ group }) => group)).toEqual(['On this server', 'Your own'])
  expect(items.map((item) => isUnknown(item.model))).toEqual([true, true])
  expect([isUnknown(null), isUnknown(model('claude-haiku-4-5'))]).toEqual([true, false])
  expect(isUnknown(listed('claude-haiku-6', { assumedFrom: 'claude-haiku-5-5' }))).toBe(false)
})
