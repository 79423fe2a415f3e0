import { describe, expect, it } from 'vitest'
import catalogue from '#resources/models.json' with { type: 'json' }
import { type LiveModel, mergeModels } from './live-models.ts'
import { findModel, type ModelInfo, newestOf } from './models.ts'

// Safe: a test of the core holds the file against its schema.
const models = catalogue as unknown as ModelInfo[]

const live = (changes: Partial<LiveModel> & { id: string }): LiveModel => ({
  displayName: null,
  line: null,
  lifecycle: null,
  releasedAt: null,
  deprecatedAt: null,
  retiresAt: null,
  maxInputTokens: null,
  maxTokens: null,
  capabilities: null,
  ...changes,
})
const merge = (...list: LiveModel[]) => mergeModels(models, { kind: 'anthropic', models: list })

describe('a list laid over the catalogue', () => {
  it('overrides what the server reports and keeps the rest', () => {
    const reported = live({
      id: 'claude-haiku-4-5',
      lifecycle: 'deprecated',
      deprecatedAt: '2026-12-01',
      retiresAt: '2027-03-01',
      maxInputTokens: 500_000,
      maxTokens: 32_000,
      capabilities: {
        batch: null,
        images: false,
        pdf: null,
        structuredOutputs: true,
        effort: ['low'],
        thinking: { adaptive: true, enabled: false, disabled: null, betweenTools: null },
      },
    })
    const before = findModel(models, 'claude-haiku-4-5')!
    expect(findModel(merge(reported), 'claude-haiku-4-5')).toEqual({
      ...before,
      lifecycle: 'deprecated',
      deprecatedAt: '2026-12-01',
      retiresAt: '2027-03-01',
      contextWindow: 500_000,
      maxOutputTokens: 32_000,
      capabilities: {
        ...before.capabilities,
        images: false,
        structuredOutputs: true,
        effort: ['low'],
        thinking: { ...before.capabilities.thinking, adaptive: true, enabled: false },
      },
      listing: { isListed: true, isCatalogued: true, assumedFrom: null },
    })
  })

  it('takes away a date that the server says is none, and keeps it where the server says nothing', () => {
    const id = 'claude-sonnet-4-5'
    expect(findModel(merge(live({ id, lifecycle: 'active' })), id)).toMatchObject({ retiresAt: null })
    expect(findModel(merge(live({ id })), id)).toMatchObject({ retiresAt: '2026-11-30', lifecycle: 'deprecated' })
  })

  it('marks what the server does not list', () => {
    expect(findModel(merge(live({ id: 'claude-opus-5-5' })), 'claude-mythos-5-2')?.listing?.isListed).toBe(false)
  })

  it('takes an id that is new to behave like the newest of its line, without sampling, prefill or a price', () => {
    const added = findModel(merge(live({ id: 'claude-haiku-6', line: 'haiku', maxTokens: 256_000 })), 'claude-haiku-6')
    const { defaults, limits, contextWindow } = findModel(models, 'claude-haiku-5-5')!
    expect(added).toMatchObject({ defaults, limits, contextWindow, maxOutputTokens: 256_000, lifecycle: 'active' })
    expect(added?.capabilities).toMatchObject({ sampling: 'default-only', prefill: false })
    expect(added?.pricing).toMatchObject({ inputPerMTok: null, outputPerMTok: null, longContext: null })
    expect(added?.listing).toEqual({ isListed: true, isCatalogued: false, assumedFrom: 'claude-haiku-5-5' })
  })

  it('assumes nothing of an id whose line nobody tells, however it begins', () => {
    const added = findModel(merge(live({ id: 'claude-fable-5-1-mini' })), 'claude-fable-5-1-mini')
    expect(added?.capabilities).toMatchObject({ sampling: null, prefill: null, effort: null })
    expect(added).toMatchObject({ contextWindow: null, listing: { assumedFrom: null } })
  })
})

it('finds the newest active model of a line', () => {
  expect(newestOf(models, 'sonnet')?.id).toBe('claude-sonnet-5-5')
  expect(newestOf(models, 'epic')).toBeNull()
})
