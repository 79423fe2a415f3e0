// Sizes of images and documents, read from their bytes: what they cost in tokens and what they may be refused for.
import { inflateSync } from 'node:zlib'
import { isFrom47, type Model } from './catalogue.ts'
import { blocksOf, type DocumentBlock, type ImageBlock, isText } from './request.ts'

export type Size = { width: number; height: number }

/** What an image of unknown size is taken for: the simulator fetches no URL. */
const ASSUMED: Size = { width: 1024, height: 1024 }

/** Tokens of an image: about ceil(w/28) × ceil(h/28) after scaling to the model's limits (vision page). */
export function imageTokens(image: ImageBlock, model: Model): number {
  const size = image.source.type === 'base64' ? (imageSize(decode(image.source.data ?? '')) ?? ASSUMED) : ASSUMED
  return tokensOfSize(size, isFrom47(model) ? { side: 2576, tokens: 4784 } : { side: 1568, tokens: 1568 })
}

function tokensOfSize({ width, height }: Size, limit: { side: number; tokens: number }): number {
  const scale = Math.min(1, limit.side / Math.max(width, height))
  const tiles = Math.ceil((width * scale) / 28) * Math.ceil((height * scale) / 28)
  return Math.max(1, Math.min(tiles, limit.tokens))
}

const PDF_PAGE_TEXT_TOKENS = 750
const PDF_PAGE: Size = { width: 1275, height: 1650 }

/** Tokens of a document: a PDF counts each page as text and as an image, the others as their text. */
export function documentTokens(document: DocumentBlock, model: Model, textTokens: (text: string) => number): number {
  const { source, title, context } = document
  const around = textTokens(`${title ?? ''}${context ?? ''}`)
  if (source.type === 'text') return around + textTokens(source.data ?? '')
  if (source.type === 'content') {
    const blocks = blocksOf(source.content)
    const images = blocks.filter((block) => block.type === 'image') as ImageBlock[]
    const inText = blocks.filter(isText).reduce((sum, { text }) => sum + textTokens(text), 0)
    return around + inText + images.reduce((sum, image) => sum + imageTokens(image, model), 0)
  }
  const pages = source.type === 'base64' ? pdfPages(source.data ?? '') : 1
  const limit = isFrom47(model) ? { side: 2576, tokens: 4784 } : { side: 1568, tokens: 1568 }
  return around + pages * (PDF_PAGE_TEXT_TOKENS + tokensOfSize(PDF_PAGE, limit))
}

/** Pages of a PDF in base64, counted by its page objects, at least 1. */
export function pdfPages(data: string): number {
  const text = pdfText(decode(data))
  const counts = [...text.matchAll(/\/Type\s*\/Pages\b[^>]*?\/Count\s+(\d+)/g)].map(([, count]) => Number(count))
  return Math.max(1, (text.match(/\/Type\s*\/Page(?![a-zA-Z])/g) ?? []).length, ...counts)
}

/** Bytes of all object streams together: page lists are small, and what is larger was made to fill the memory. */
const MAX_UNPACKED_BYTES = 16 * 1024 * 1024

/** A PDF as Latin-1, with its object streams unpacked behind it: most PDFs keep their page list in one. */
function pdfText(bytes: Buffer): string {
  const parts = [bytes.toString('latin1')]
  let room = MAX_UNPACKED_BYTES
  for (const { 0: head, index } of (parts[0] ?? '').matchAll(/\/Type\s*\/ObjStm\b[\s\S]{0,500}?stream\r?\n/g)) {
    const inside = inflated(bytes.subarray(index + head.length), room)
    room -= inside.length
    parts.push(inside)
    if (room <= 0) break
  }
  return parts.join('\n')
}

/** What a compressed stream holds that begins here, at most so many bytes of it; nothing where it is none. */
function inflated(bytes: Buffer, room: number): string {
  try {
    return inflateSync(bytes, { maxOutputLength: room }).toString('latin1')
  } catch (error) {
    const isTooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
    return isTooLarge ? ' '.repeat(room) : ''
  }
}

/** True when the bytes carry a PDF's encryption dictionary. */
export function isEncryptedPdf(data: string): boolean {
  return /\/Encrypt\s/.test(decode(data).toString('latin1'))
}

/** The bytes of a base64 text. */
export function decode(base64: string): Buffer {
  return Buffer.from(base64, 'base64')
}

/** Width and height of a PNG, JPEG, GIF or WebP, or `null` when the bytes are none of them. */
export function imageSize(bytes: Buffer): Size | null {
  return imageOf(bytes)?.size ?? null
}

const READERS: [type: string, read: (bytes: Buffer) => Size | null][] = [
  ['image/png', pngSize],
  ['image/gif', gifSize],
  ['image/webp', webpSize],
  ['image/jpeg', jpegSize],
]

/** What an image is by its bytes, or `null` when it is none that is taken. */
export function imageOf(bytes: Buffer): { type: string; size: Size } | null {
  try {
    for (const [type, read] of READERS) {
      const size = read(bytes)
      if (size) return { type, size }
    }
    return null
  } catch (error) {
    if (error instanceof RangeError) return null // The file ends inside its header.
    throw error
  }
}

function pngSize(bytes: Buffer): Size | null {
  if (bytes.toString('latin1', 1, 4) !== 'PNG') return null
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
}

function gifSize(bytes: Buffer): Size | null {
  if (!/^GIF8[79]a/.test(bytes.toString('latin1', 0, 6))) return null
  return { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) }
}

function webpSize(bytes: Buffer): Size | null {
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WEBP') return null
  const form = bytes.toString('latin1', 12, 16)
  if (form === 'VP8X') return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 }
  if (form === 'VP8L') {
    const packed = bytes.readUInt32LE(21)
    return { width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 }
  }
  return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff }
}

/** Walks a JPEG's segments to the frame header (SOF0 to SOF15, without DHT, JPG and DAC). */
function jpegSize(bytes: Buffer): Size | null {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return null
  for (let at = 2; at < bytes.length; at += 2 + bytes.readUInt16BE(at + 2)) {
    const marker = bytes.readUInt16BE(at)
    const isFrame = marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker)
    if (isFrame) return { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) }
  }
  return null
}
