import { expect, it } from 'vitest'
import { pdfFile } from '../../test/support/sample-files.ts'
import { findModel } from './catalogue.ts'
import { imageSize, imageTokens, pdfPages } from './media.ts'
import type { ImageBlock } from './request.ts'

const gif = Buffer.from('47494638396140016400', 'hex')
const webpExtended = Buffer.concat([Buffer.from('RIFF0000WEBPVP8X00000000'), Buffer.from([0x3f, 0x01, 0, 0x63, 0, 0])])
const jpeg = Buffer.from('ffd8ffe000104a46494600010100000100010000ffc0001108006401400301220002110103110100', 'hex')
const png = Buffer.concat([
  Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
  Buffer.from([0, 0, 0x01, 0x40, 0, 0, 0, 0x64, 8, 2, 0, 0, 0]),
])

it.each([
  ['PNG', png],
  ['JPEG', jpeg],
  ['GIF', gif],
  ['WebP', webpExtended],
])('reads the size of a %s', (_kind, bytes) => {
  expect(imageSize(bytes)).toEqual({ width: 320, height: 100 })
})

it.each([Buffer.from('no image at all'), png.subarray(0, 20), Buffer.alloc(0), jpeg.subarray(0, 22)])(
  'knows no size of %o',
  (bytes) => {
    expect(imageSize(bytes)).toBeNull()
  },
)

const block = (data: Buffer): ImageBlock => ({
  type: 'image',
  source: { type: 'base64', media_type: 'image/png', data: data.toString('base64') },
})

/** Reference, limits: ceil(w/28) × ceil(h/28), at most 4784 tokens from 4.7 on and 1568 before. */
it('counts an image by its tiles, within the limit of the model', () => {
  const huge = Buffer.from(png)
  huge.writeUInt32BE(4000, 16)
  huge.writeUInt32BE(4000, 20)
  const tokens = (bytes: Buffer, model: string) => imageTokens(block(bytes), findModel(model)!)
  expect([tokens(png, 'claude-haiku-4-5'), tokens(huge, 'claude-haiku-4-5'), tokens(huge, 'claude-opus-5-5')]).toEqual([
    48, 1568, 4784,
  ])
})

it('counts the pages of a PDF by its page objects or its page tree', () => {
  const pages = (text: string) => pdfPages(Buffer.from(text).toString('base64'))
  expect(pages('%PDF-1.4 << /Type /Pages /Count 2 >> << /Type /Page >> << /Type/Page/X 1 >>')).toBe(2)
  expect(pages('%PDF-1.7 << /Type /Pages /Kids [] /Count 12 >>')).toBe(12)
  expect(pages('%PDF-1.7')).toBe(1)
  expect([1, 17].map((count) => pdfPages(pdfFile(count, true).toString('base64')))).toEqual([1, 17])
  expect(pages('%PDF-1.7 <</Type/ObjStm>> stream\nno such thing')).toBe(1)
})
