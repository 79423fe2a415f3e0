import { isAttachment } from '../files/attachment.ts'
import { hasNewTokenizer, type ModelInfo } from '../models/models.ts'
import { isObject, type JsonObject } from '../text/json.ts'
import type { RequestBody } from './request.ts'

/** Reads base64 that a request holds; `null` where it cannot. Without it such files count as one of usual size. */
export type ReadFile = {
  imageSize: (base64: string) => { width: number; height: number } | null
  pdfPages: (base64: string) => number
}

/**
 * A rough count of the input tokens of a request, for when count_tokens cannot be asked: about 3.5 characters per token on
 * older models and 2.7 on Claude 4.7 and later (rule of thumb after the published difference of 30 %), and 4 per message;
 * images by their pixels, PDFs by their pages.
 */
export function estimateInputTokens(body: RequestBody, model: ModelInfo | null, read?: ReadFile): number {
  const { system, messages, tools } = body
  const perToken = hasNewTokenizer(model) === false ? 3.5 : 2.7
  const isHigh = model?.capabilities.highResImages !== false

  function tokensOf(value: unknown): number {
    if (typeof value === 'string') return value.length / perToken
    if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + tokensOf(item), 0)
    if (typeof value !== 'object' || value === null) return 0
    // Safe: a request is JSON.
    const { type, source, ...rest } = value as JsonObject
    if (isObject(source) && (type === 'image' || type === 'document')) {
      if (isUnfilled(source)) return tokensOf(rest)
      return (type === 'image' ? imageTokens(sizeOf(source, read), isHigh) : documentTokens(source)) + tokensOf(rest)
    }
    return Object.entries(value).reduce((sum, [key, item]) => (key === 'data' ? sum : sum + tokensOf(item)), 0)
  }
  function documentTokens(source: JsonObject): number {
    if (source.type === 'text') return tokensOf(source.data)
    if (source.type === 'content') return tokensOf(source.content)
    if (isAttachment(source) && source.media_type === 'text/plain') return source.bytes / perToken
    return pagesOf(source, read) * (pageTextTokens + imageTokens(page, isHigh))
  }
  return (
    Math.ceil(tokensOf(system) + tokensOf(messages.map(({ content }) => content)) + tokensOf(tools)) +
    4 * messages.length
  )
}

type Size = { width: number; height: number }

/** What an image counts as whose pixels are not known, such as one behind a URL. */
const usualSize: Size = { width: 1024, height: 1024 }
/** A page of a PDF counts as its picture and as its text (PDF support page: 1,500 to 3,000 tokens of text with the image). */
const page: Size = { width: 1275, height: 1650 }
const pageTextTokens = 750

/**
 * Tokens of an image: one per 28 × 28 pixels once it is scaled to the model's limits (vision page).
 * @param isHigh Whether the model takes 2,576 pixels per side, not 1,568.
 */
export function imageTokens({ width, height }: Size, isHigh: boolean): number {
  const [side, most] = isHigh ? [2576, 4784] : [1568, 1568]
  const scale = Math.min(1, side / Math.max(width, height))
  return Math.max(1, Math.min(Math.ceil((width * scale) / 28) * Math.ceil((height * scale) / 28), most))
}

function sizeOf(source: JsonObject, read?: ReadFile): Size {
  const { width, height } = source
  if (isAttachment(source) && typeof width === 'number' && typeof height === 'number') return { width, height }
  return (inBase64(source) && read?.imageSize(source.data)) || usualSize
}

function pagesOf(source: JsonObject, read?: ReadFile): number {
  if (isAttachment(source)) return source.pages ?? 1
  return inBase64(source) && read ? read.pdfPages(source.data) : 1
}

/** Of a block that waits for its file, its address or its id. */
function isUnfilled(source: JsonObject): boolean {
  return source.url === '' || source.data === '' || source.file_id === ''
}

function inBase64(source: JsonObject): source is JsonObject & { data: string } {
  return source.type === 'base64' && typeof source.data === 'string'
}
