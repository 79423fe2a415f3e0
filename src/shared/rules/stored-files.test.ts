// What the rules say of files that a prompt refers to. Apart from the table, whose prompts go to the simulator as they are.
import { expect, it } from 'vitest'
import catalogue from '#resources/models.json' with { type: 'json' }
import { type AttachmentSource, attachmentBlock } from '../files/attachment.ts'
import type { ModelInfo } from '../models/models.ts'
import type { ContentBlock } from '../prompt/prompt.ts'
import { createMemory } from './memory.ts'
import { contextOf, findings } from './rules.ts'
import { promptOf, talk } from './table/pieces.ts'

// Safe: a test of the core holds the catalogue against this type.
const models = catalogue as unknown as ModelInfo[]

function judge(content: ContentBlock[], model = 'claude-haiku-4-5'): string[] {
  const prompt = promptOf({ model, messages: talk(['user', content]) })
  const surroundings = {
    models,
    connectionKind: 'anthropic' as const,
    inputTokens: null,
    inputTokensAreEstimated: false,
    now: '2026-11-22',
    memory: createMemory(),
  }
  return findings(prompt, contextOf(prompt, surroundings)).map(
    ({ severity, field, reason }) => `${severity} ${field}: ${reason}`,
  )
}

const picture = (changes: Partial<AttachmentSource> = {}): ContentBlock =>
  attachmentBlock({
    type: 'attachment',
    hash: 'a'.repeat(64),
    media_type: 'image/png',
    name: 'cat.png',
    bytes: 5_000,
    width: 1_200,
    height: 900,
    ...changes,
  })
const pdf = (pages: number, bytes = 5_000): ContentBlock =>
  picture({ media_type: 'application/pdf', name: 'a.pdf', bytes, pages, width: undefined, height: undefined })

it('says nothing of files that fit', () => {
  expect(judge([picture(), pdf(20), picture({ media_type: 'text/plain' })])).toEqual([])
})

it('judges stored pictures by what was read from them', () => {
  expect(judge([picture({ width: 9_000 })])).toEqual([
    'error messages.0.content.0: This image is 9000 × 900 pixels; at most 8,000 per side are taken.',
  ])
  expect(judge([picture({ bytes: 9_000_000 })])).toEqual([
    expect.stringMatching(/^error messages\.0\.content\.0: This image has 12,000,000 bytes of base64/),
  ])
  const many = judge(Array.from({ length: 21 }, () => picture({ width: 2_500 })))
  expect(many).toHaveLength(21)
  expect(many[0]).toMatch(/at most 2,000 per side are taken among more than 20 files/)
  expect(judge(Array.from({ length: 101 }, () => picture()))).toEqual([
    expect.stringMatching(/takes at most 100 images; there are 101/),
  ])
  expect(judge([{ ...picture({ width: 2_000 }), transformations: { oversized_image: 'error' } }])).toEqual([
    expect.stringMatching(/2000 × 900 pixels and must not be scaled/),
  ])
})

it('adds up the pages of stored PDFs', () => {
  expect(judge([pdf(60), pdf(41)])).toEqual([expect.stringMatching(/at most 100 PDF pages; there are 101/)])
})

it('counts stored files into the size of the request', () => {
  expect(judge([pdf(1, 20_000_000)])).toEqual([])
  expect(judge([pdf(1, 20_000_000), pdf(1, 6_000_000)])).toEqual([
    'error request: The request has 33.1 MB; at most 32.0 MB are taken.',
  ])
})
