import { expect, it } from 'vitest'
import models from '#resources/models.json'
import { findModel, type Listing, type ModelInfo } from '#shared/models/models'
import { lifecycleText, listText, modelBadges, originText, retirementText } from './model-words.ts'

// Safe: the catalogue is checked against its schema elsewhere.
const catalogue = models as unknown as ModelInfo[]
const model = (id: string) => findModel(catalogue, id)!
const now = new Date('2026-11-22T12:00:00Z')

it('has a word for what a model takes', () => {
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

it('says from when on a model may be retired, where that is near', () => {
  expect(retirementText(model('claude-opus-4-5'), now)).toBe('may retire from 2026-11-24 on')
  expect(retirementText(model('claude-haiku-4-5'), now)).toBe('may retire from 2026-10-15 on')
  expect(retirementText(model('claude-opus-5-5'), now)).toBeNull()
  expect(retirementText(model('claude-sonnet-4-5'), now)).toBeNull()
})

it('says what stands out about where an entry is from', () => {
  const listed = (listing: Partial<Listing>): ModelInfo => ({
    ...model('claude-haiku-5-5'),
    listing: { isListed: true, isCatalogued: true, assumedFrom: null, ...listing },
  })
  const texts = [
    listed({}),
    listed({ isListed: false }),
    listed({ isCatalogued: false, assumedFrom: 'claude-haiku-5-5' }),
    listed({ isCatalogued: false }),
  ].map((one) => originText(one, catalogue))
  expect(texts).toEqual([
    null,
    'not listed by this server',
    'new: rules as for Claude Haiku 5.5',
    'unknown model: rules limited',
  ])
})

it('says where the list is from, how old it is, and why it is no newer', () => {
  const live = { connectionId: 'anthropic', state: 'listed', listedAt: now.toISOString(), problem: null } as const
  const time = `${String(now.getHours()).padStart(2, '0')}:${String(now.getMinutes()).padStart(2, '0')}`
  expect([
    listText(catalogue, null, now),
    listText(catalogue, live, now),
    listText(catalogue, { ...live, problem: 'Nothing listens there.' }, now),
    listText(catalogue, { ...live, state: 'not-available' }, now),
    listText(catalogue, { ...live, state: 'unknown', listedAt: null, problem: 'No key.' }, now),
  ]).toEqual([
    'This is the catalogue of 2026-11-22; the server has not told its own list yet.',
    `The server’s list of ${time}, and the catalogue of 2026-11-22.`,
    `The server’s list of ${time}, and the catalogue of 2026-11-22. It could not be asked again: Nothing listens there.`,
    'This server does not list its models: this is the catalogue of 2026-11-22.',
    'This is the catalogue of 2026-11-22. The server’s own list is not known: No key.',
  ])
})
