// What is said of files, in a few words.
import { type AttachmentSource, type AttachmentType, isAttachment } from '#shared/files/attachment'
import { byteText, longestImageSide, mostBytesOf } from '#shared/files/attachment-limits'
import { fileReader } from '#shared/files/file-reader'
import type { ModelInfo } from '#shared/models/models'
import type { ContentBlock } from '#shared/prompt/prompt'
import { estimateInputTokens } from '#shared/request/estimate'
import { bytesOf } from '#shared/rules/bytes'
import { imageFacts, pdfFacts } from '#shared/rules/file-facts'
import { groupedDigits } from '#shared/text/grouped-digits'
import { isObject, type JsonValue } from '#shared/text/json'

const typeNames: { [Type in AttachmentType]: string } = {
  'image/png': 'PNG',
  'image/jpeg': 'JPEG',
  'image/gif': 'GIF',
  'image/webp': 'WebP',
  'application/pdf': 'PDF',
  'text/plain': 'Plain text',
}

/** What is known of a file inside a block: its kind, its pixels or pages, its size; empty where there is no file. */
export function fileFacts(source: JsonValue | undefined): string[] {
  if (isAttachment(source)) return storedFacts(source)
  if (!isObject(source) || source.type !== 'base64' || typeof source.data !== 'string') return []
  const size = byteText(bytesOf(source.data).length)
  const image = imageFacts(source.data)
  if (image) return [nameOf(image.type), pixels(image.width, image.height), size]
  const { isPdf } = pdfFacts(source.data.slice(0, 2_000))
  return [isPdf ? 'PDF' : 'unknown content', size]
}

function storedFacts({ media_type, bytes, width, height, pages }: AttachmentSource): string[] {
  return [
    nameOf(media_type),
    ...(width !== undefined && height !== undefined ? [pixels(width, height)] : []),
    ...(pages === undefined ? [] : [pages === 1 ? '1 page' : `${groupedDigits(pages)} pages`]),
    byteText(bytes),
  ]
}

const nameOf = (type: string) => typeNames[type as AttachmentType] ?? type
const pixels = (width: number, height: number) => `${groupedDigits(width)} × ${groupedDigits(height)} px`

/** About how many tokens a block is: `≈ 1,444 tokens`. */
export function tokenWords(block: ContentBlock, model: ModelInfo | null): string {
  const body = { model: '', max_tokens: 0, messages: [{ role: 'user' as const, content: [block] }] }
  // Without what every message costs.
  return `≈ ${groupedDigits(estimateInputTokens(body, model, fileReader) - 4)} tokens`
}

/** What the API takes as an image, and where this model scales it. */
export function imageLimits(model: ModelInfo | null): string {
  const isHigh = model?.capabilities.highResImages ?? null
  const scaled = isHigh === null ? '' : ` This model scales to ${isHigh ? '2,576' : '1,568'} px.`
  const side = groupedDigits(longestImageSide)
  return `PNG, JPEG, GIF or WebP, up to ${byteText(mostBytesOf('image/png'))} and ${side} px per side.${scaled}`
}

/** What the API takes as a document's file, and how many pages of it this model reads. */
export function documentLimits(model: ModelInfo | null): string {
  const pages = model?.limits.maxPdfPagesPerRequest ?? null
  const most = pages === null ? '' : `, ${groupedDigits(pages)} PDF pages in a request`
  return `PDF or UTF-8 text, up to ${byteText(mostBytesOf('application/pdf'))}${most}.`
}
