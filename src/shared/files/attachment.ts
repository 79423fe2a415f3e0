// Files that a prompt refers to: they are stored once beside the library, and a block's source names one by its hash.

import type { ContentBlock } from '../prompt/prompt.ts'
import type { RequestBody } from '../request/request.ts'
import { isObject, type JsonObject, type JsonValue } from '../text/json.ts'

/** The kinds of files that the API takes (Messages API reference, content blocks). */
export const attachmentTypes = [
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'application/pdf',
  'text/plain',
] as const
export type AttachmentType = (typeof attachmentTypes)[number]

/**
 * The source of an image or document block whose file is stored beside the library. The request that leaves holds the file's
 * bytes in its place. `hash` is the SHA-256 of the bytes in lower-case hex; `width` and `height` are an image's pixels,
 * `pages` a PDF's, each absent where it is not known.
 */
export type AttachmentSource = {
  type: 'attachment'
  hash: string
  media_type: AttachmentType
  /** What the file was called, without its folder. */
  name: string
  bytes: number
  width?: number
  height?: number
  pages?: number
}

/** Anything whose contents may refer to files: a prompt, or the body of a request. */
export type WithMessages = { messages: readonly { content: string | ContentBlock[] }[] }

/** Whether a block's source names a stored file. */
export function isAttachment(source: JsonValue | undefined): source is AttachmentSource {
  return (
    isObject(source) &&
    source.type === 'attachment' &&
    typeof source.hash === 'string' &&
    /^[0-9a-f]{64}$/.test(source.hash) &&
    attachmentTypes.some((type) => type === source.media_type) &&
    typeof source.name === 'string' &&
    typeof source.bytes === 'number'
  )
}

/** Whether a file of this type goes into an image block; all others go into a document block. */
export function isImageType(type: AttachmentType): boolean {
  return type.startsWith('image/')
}

/** Bytes that the file takes in a request: base64, or its text (whose escapes are not counted). */
export function dataBytesOf({ bytes, media_type }: AttachmentSource): number {
  return media_type === 'text/plain' ? bytes : Math.ceil(bytes / 3) * 4
}

/** A new block that holds a stored file: an image or a document. */
export function attachmentBlock(source: AttachmentSource): ContentBlock {
  return { type: isImageType(source.media_type) ? 'image' : 'document', source }
}

/** Every reference to a stored file in these messages, in their order; those inside tool results and documents too. */
export function attachmentsOf({ messages }: WithMessages): AttachmentSource[] {
  const found: AttachmentSource[] = []
  const visit = (block: JsonValue | undefined): void => {
    const source = sourceOf(block)
    if (isAttachment(source)) found.push(source)
    for (const inner of contentOf(block) ?? []) visit(inner)
  }
  for (const { content } of messages) if (typeof content !== 'string') content.forEach(visit)
  return found
}

/**
 * The body with the files themselves in the place of the references to them; messages without any stay the same objects.
 * @param dataByHash The bytes of each file in base64, or the text of a plain text. A reference that it does not know stays.
 */
export function putBytes(body: RequestBody, dataByHash: ReadonlyMap<string, string>): RequestBody {
  const put = (block: ContentBlock): ContentBlock => {
    const source = sourceOf(block)
    const data = isAttachment(source) ? dataByHash.get(source.hash) : undefined
    if (isAttachment(source) && data !== undefined) return { ...block, source: fileSource(source, data) }
    const inner = contentOf(block)
    if (!inner) return block
    const content = inner.map((item) => (isBlock(item) ? put(item) : item))
    if (content.every((item, at) => item === inner[at])) return block
    return isObject(source) ? { ...block, source: { ...source, content } } : { ...block, content }
  }
  const messages = body.messages.map((message) => {
    const { content } = message
    if (typeof content === 'string') return message
    const filled = content.map(put)
    return filled.every((block, at) => block === content[at]) ? message : { ...message, content: filled }
  })
  return { ...body, messages }
}

function fileSource({ media_type }: AttachmentSource, data: string): JsonObject {
  return { type: media_type === 'text/plain' ? 'text' : 'base64', media_type, data }
}

/** The source of an image or a document; what other blocks hold is none of a file's. */
function sourceOf(block: JsonValue | undefined): JsonValue | undefined {
  return isObject(block) && (block.type === 'image' || block.type === 'document') ? block.source : undefined
}

/** The blocks inside a tool result or a document. */
function contentOf(block: JsonValue | undefined): JsonValue[] | null {
  if (!isObject(block)) return null
  const source = sourceOf(block)
  const content = block.type === 'tool_result' ? block.content : isObject(source) ? source.content : undefined
  return Array.isArray(content) ? content : null
}

function isBlock(value: JsonValue): value is ContentBlock {
  return isObject(value) && typeof value.type === 'string'
}
