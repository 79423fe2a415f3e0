import { expect, it } from 'vitest'
import catalogue from '#resources/models.json' with { type: 'json' }
import { estimateInputTokens } from './estimate.ts'
import { findModel, type ModelInfo } from './models.ts'

// Safe: resources/models.json is our own file and the catalogue's type describes it.
const models = catalogue as unknown as ModelInfo[]
const body = {
  model: 'm',
  max_tokens: 1,
  system: 'x'.repeat(350),
  messages: [{ role: 'user' as const, content: 'y'.repeat(350) }],
}

it('counts about 3.5 characters per token on older models and 2.7 on newer and unknown ones', () => {
  expect(estimateInputTokens(body, findModel(models, 'claude-haiku-4-5'))).toBe(204)
  expect(estimateInputTokens(body, findModel(models, 'claude-opus-5-5'))).toBe(264)
  expect(estimateInputTokens(body, null)).toBe(264)
})

it('does not read the bytes of an image as text', () => {
  const image = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'A'.repeat(1_000_000) } }
  expect(estimateInputTokens({ ...body, messages: [{ role: 'user', content: [image] }] }, null)).toBeLessThan(200)
})
