import { expect, it } from 'vitest'
import { examplePrompts } from '#shared/examples'
import { findModel } from '#shared/models'
import { modelHandlers, models } from './models.ts'

const signal = new AbortController().signal

it('lists the catalogue, live models before retired ones', async () => {
  const listed = await modelHandlers()['models.list']({}, { signal })
  expect(listed).toEqual(models)
  const lifecycles = listed.map(({ lifecycle }) => lifecycle === 'retired')
  expect(lifecycles).toEqual([...lifecycles].sort((a, b) => Number(a) - Number(b)))
})

it('has every field that the type promises, and every id once', () => {
  const names = models.flatMap(({ id, aliases }) => [id, ...aliases])
  expect(new Set(names).size).toBe(names.length)
  for (const { id, displayName, pricing, capabilities, limits, defaults } of models) {
    expect({ id, displayName }).toEqual({ id: expect.any(String), displayName: expect.any(String) })
    expect(Object.keys(pricing)).toEqual(
      expect.arrayContaining([
        'inputPerMTok',
        'outputPerMTok',
        'cacheWrite5m',
        'cacheWrite1h',
        'cacheRead',
        'longContext',
        'fast',
      ]),
    )
    expect(Object.keys(capabilities)).toEqual(
      expect.arrayContaining(['sampling', 'prefill', 'thinking', 'effort', 'images', 'pdf']),
    )
    expect(limits).toHaveProperty('minCacheableTokens')
    expect(defaults).toHaveProperty('thinking')
  }
})

it('knows the models of the opening examples', () => {
  for (const { model } of examplePrompts) expect(findModel(models, model)).not.toBeNull()
})
