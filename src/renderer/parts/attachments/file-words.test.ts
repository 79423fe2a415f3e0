import { expect, it } from 'vitest'
import catalogue from '#resources/models.json' with { type: 'json' }
import type { AttachmentSource } from '#shared/files/attachment'
import { findModel, type ModelInfo } from '#shared/models/models'
import { pdfFile, pngFile } from '../../../../test/support/sample-files.ts'
import { documentLimits, fileFacts, imageLimits, tokenWords } from './file-words.ts'

// Safe: a test of the core holds the catalogue against this type.
const haiku = findModel(catalogue as unknown as ModelInfo[], 'claude-haiku-4-5')
const stored: AttachmentSource = {
  type: 'attachment',
  hash: 'a'.repeat(64),
  media_type: 'application/pdf',
  name: 'a.pdf',
  bytes: 34_400,
  pages: 1_200,
}
const inBase64 = (media_type: string, bytes: Buffer) => ({ type: 'base64', media_type, data: bytes.toString('base64') })

it('says what a file is: its kind, its pixels or pages, its size', () => {
  expect(fileFacts(stored)).toEqual(['PDF', '1,200 pages', '34 KB'])
  expect(fileFacts({ ...stored, media_type: 'image/webp', width: 4_000, height: 30, pages: undefined })).toEqual([
    'WebP',
    '4,000 × 30 px',
    '34 KB',
  ])
  expect(fileFacts({ type: 'url', url: 'https://example.com/a.png' })).toEqual([])
})

it('reads base64 in a prompt by its content, whatever it claims to be', () => {
  const png = pngFile(40, 30)
  expect(fileFacts(inBase64('image/gif', png))).toEqual(['PNG', '40 × 30 px', `${png.length} bytes`])
  const pdf = pdfFile(1)
  expect(fileFacts(inBase64('application/pdf', pdf))).toEqual(['PDF', `${pdf.length} bytes`])
  expect(fileFacts(inBase64('image/png', Buffer.from('<svg/>')))).toEqual(['unknown content', '6 bytes'])
})

it('estimates the tokens of a block alone, and says what this model takes', () => {
  expect(
    tokenWords({ type: 'image', source: { ...stored, media_type: 'image/png', width: 280, height: 280 } }, haiku),
  ).toBe('≈ 100 tokens')
  expect(imageLimits(haiku)).toBe(
    'PNG, JPEG, GIF or WebP, up to 7.8 MB and 8,000 px per side. This model scales to 1,568 px.',
  )
  expect(imageLimits(null)).toBe('PNG, JPEG, GIF or WebP, up to 7.8 MB and 8,000 px per side.')
  expect(documentLimits(haiku)).toBe('PDF or UTF-8 text, up to 25.1 MB, 100 PDF pages in a request.')
})
