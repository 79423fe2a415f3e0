import { expect, it } from 'vitest'
import models from '#resources/models.json'
import { findModel, type ModelInfo } from '#shared/models'
import { lifecycleText, modelBadges, modelFacts, modelItems, typedModelId } from './model-items.ts'

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
  expect(modelFacts(model('claude-haiku-4-5'))).toBe('200k · $1 in · $5 out')
  expect(modelFacts(model('claude-mythos-preview'))).toBe('1M')
  expect(modelBadges(model('claude-haiku-4-5'))).toEqual(['sampling', 'prefill', 'thinking', 'images'])
  expect(modelBadges(model('claude-opus-5-5'))).toEqual(['thinking', 'images'])
})

it('dates the end of a model where the date is known', () => {
  expect(lifecycleText(model('claude-opus-5-5'))).toBe(null)
  const retired = model('claude-3-7-sonnet-20250219')
  expect(lifecycleText(retired)).toBe(retired.retiresAt ? `retired on ${retired.retiresAt}` : 'retired')
  expect(lifecycleText({ ...retired, lifecycle: 'deprecated', retiresAt: '2027-01-31' })).toBe(
    'deprecated, retires on 2027-01-31',
  )
})
