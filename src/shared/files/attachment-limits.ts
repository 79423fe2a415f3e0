// What a file may be, in one place for the view that looks at it first and the core that has the last word (Messages API
// reference, limits).
import { type AttachmentType, isImageType } from './attachment.ts'

/** Characters of base64 that one image may have. */
const mostImageCharacters = 10 * 1024 * 1024
/** Bytes that a whole request may have. */
const mostRequestBytes = 32 * 1024 * 1024

/** Pixels on the longer side of an image. */
export const longestImageSide = 8_000

/** Bytes that fit into so many characters of base64. */
const bytesIn = (characters: number) => Math.floor(characters / 4) * 3

/** The largest file of a type that can be sent inside a request, in bytes. */
export function mostBytesOf(type: AttachmentType): number {
  if (isImageType(type)) return bytesIn(mostImageCharacters)
  return type === 'text/plain' ? mostRequestBytes : bytesIn(mostRequestBytes)
}

/** The largest file of any type, in bytes: what is above is not even read. */
export const mostAttachmentBytes = mostRequestBytes

/** Why a file of this many bytes cannot be attached, as a sentence that says what to do; `null` where it can. */
export function sizeProblem(bytes: number, type: AttachmentType | null): string | null {
  if (bytes === 0) return 'This file is empty. Choose one that holds something.'
  const most = type === null ? mostAttachmentBytes : mostBytesOf(type)
  if (bytes <= most) return null
  const sizes = `This file has ${byteText(bytes)}; at most ${byteText(most)}`
  if (type !== null && isImageType(type)) return `${sizes} are taken of an image. Make it smaller and add it again.`
  return `${sizes} fit into a request. Split it, or upload it to the Files API and use its file ID.`
}

/** `812 bytes`, `34 KB`, `7.5 MB`: never rounded up past a limit that it keeps. */
export function byteText(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`
  if (bytes < 1_000_000) return `${Math.round(bytes / 1_000)} KB`
  return `${(Math.floor(bytes / 100_000) / 10).toFixed(1)} MB`
}
