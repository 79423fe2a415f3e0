import { expect, it } from 'vitest'
import catalogue from '#resources/models.json' with { type: 'json' }
import { findModel, type ModelInfo } from '../models/models.ts'
import type { ContentBlock } from '../prompt/prompt.ts'
import { estimateInputTokens } from './estimate.ts'

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

const holding = (...content: ContentBlock[]) => ({
  model: 'm',
  max_tokens: 1,
  messages: [{ role: 'user' as const, content }],
})
const old = findModel(models, 'claude-haiku-4-5')
const stored = { type: 'attachment', hash: 'a'.repeat(64), name: 'file', bytes: 5_000_000 }

it('counts an image by its pixels, scaled as the model scales it, and never its bytes as text', () => {
  const image = (width: number, height: number) =>
    holding({ type: 'image', source: { ...stored, media_type: 'image/png', width, height } })
  expect(estimateInputTokens(image(280, 140), null)).toBe(50 + 4)
  expect(estimateInputTokens(image(8000, 8000), null)).toBe(4784 + 4)
  expect(estimateInputTokens(image(8000, 8000), old)).toBe(1568 + 4)
  const source = { type: 'base64', media_type: 'image/png', data: 'A'.repeat(1_000_000) }
  expect(estimateInputTokens(holding({ type: 'image', source }), null)).toBe(37 * 37 + 4)
  const read = { imageSize: () => ({ width: 28, height: 56 }), pdfPages: () => 1 }
  expect(estimateInputTokens(holding({ type: 'image', source }), null, read)).toBe(2 + 4)
})

it('counts a PDF by its pages, and a text document by its text', () => {
  const pdf = (pages: number) =>
    holding({ type: 'document', source: { ...stored, media_type: 'application/pdf', pages } })
  const ofPage = 750 + 46 * 59
  expect(estimateInputTokens(pdf(10), null)).toBe(10 * ofPage + 4)
  const text = { type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'x'.repeat(350) } }
  const storedText = { type: 'document', source: { ...stored, media_type: 'text/plain', bytes: 350 } }
  for (const document of [text, storedText]) expect(estimateInputTokens(holding(document), old)).toBe(100 + 4)
  const titled = { ...text, title: 'y'.repeat(35) }
  expect(estimateInputTokens(holding({ type: 'tool_result', content: [titled] }), old)).toBe(
    Math.ceil(110 + 11 / 3.5) + 4,
  )
})

it('counts nothing for a picture or a document that is not there yet', () => {
  const sources = [
    { type: 'url', url: '' },
    { type: 'file', file_id: '' },
    { type: 'base64', media_type: 'image/png', data: '' },
  ]
  for (const source of sources) {
    for (const type of ['image', 'document']) expect(estimateInputTokens(holding({ type, source }), old)).toBe(4)
  }
})
