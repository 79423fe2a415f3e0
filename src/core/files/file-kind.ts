// What a file really is, from its bytes alone: neither its name nor what its sender calls it counts.
import type { AttachmentType } from '#shared/files/attachment'

/** A kind of file that the API takes, or why this one is refused and what to do instead. */
export type FileKind = { type: AttachmentType } | { refusal: string }

const taken = new Map<string, AttachmentType>([
  ['image/png', 'image/png'],
  // A moving PNG is a PNG to everything that does not move.
  ['image/apng', 'image/png'],
  ['image/jpeg', 'image/jpeg'],
  ['image/gif', 'image/gif'],
  ['image/webp', 'image/webp'],
  ['application/pdf', 'application/pdf'],
])

/** Reads the kind of a file from its content. */
export async function fileKind(bytes: Uint8Array): Promise<FileKind> {
  // Needed by those who add a file, and by no start.
  const { fileTypeFromBuffer } = await import('file-type')
  const mime = (await fileTypeFromBuffer(bytes).catch(() => undefined))?.mime ?? null
  const type = mime === null ? undefined : taken.get(mime)
  if (type) return { type }
  const text = utf8Text(bytes)
  if (text === null) return { refusal: binaryRefusal(mime, bytes) }
  const refusal = textRefusal(text, mime)
  return refusal === null ? { type: 'text/plain' } : { refusal }
}

/** The text of some bytes, byte for byte; `null` where they are no UTF-8, or hold a NUL as binary files do. */
function utf8Text(bytes: Uint8Array): string | null {
  if (bytes.includes(0)) return null
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}

/** What may stand before the first tag of a page or a drawing. */
const beforeMarkup = /^(?:\uFEFF|\s|<\?xml[^>]*>|<!--[\s\S]*?-->|<!doctype\s+svg[^>]*>)*/i
const sniffedLength = 4_096

function textRefusal(text: string, mime: string | null): string | null {
  const start = text.slice(0, sniffedLength).replace(beforeMarkup, '')
  if (/^<svg[\s>:]/i.test(start)) return 'The API takes no SVG. Export it as PNG, or paste its source as text.'
  if (/^<(!doctype\s+html|html|head|body|script|iframe|object|embed)[\s>]/i.test(start)) {
    return 'The API takes no HTML files. Print it to PDF, or paste its source as text.'
  }
  if (mime === 'application/rtf') return 'The API takes no RTF. Save it as PDF or as plain text.'
  return null
}

function binaryRefusal(mime: string | null, bytes: Uint8Array): string {
  const takes = 'The API takes PNG, JPEG, GIF, WebP, PDF and plain text.'
  if (mime === null) return isUtf16(bytes) ? utf16Refusal : `This file is none that the API takes. ${takes}`
  if (mime.startsWith('image/')) return `This image is ${mime.slice(6)}. Convert it to PNG, JPEG, GIF or WebP.`
  if (mime.startsWith('audio/') || mime.startsWith('video/')) return `This is ${mime}. ${takes}`
  if (/officedocument|opendocument|msword|x-cfb|ms-excel|epub/.test(mime)) {
    return 'The API takes no Office files. Save it as PDF or as plain text.'
  }
  if (/x-msdownload|x-elf|mach-?o|executable|x-dosexec|wasm|java/.test(mime)) {
    return `This is a program, not a document. ${takes}`
  }
  return `This file is ${mime}. ${takes}`
}

const utf16Refusal = 'This text is UTF-16. Save it as UTF-8 and add it again.'

function isUtf16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)
}
