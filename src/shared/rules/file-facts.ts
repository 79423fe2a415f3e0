// What images and PDFs are refused for, read from their bytes.
import { type Bytes, bytesOf, textAt } from './bytes.ts'

export type ImageFacts = { type: string; width: number; height: number }

/** Type and size in pixels of a PNG, JPEG, GIF or WebP in base64; `null` when it is none of them, or cut short. */
export function imageFacts(base64: string): ImageFacts | null {
  const bytes = bytesOf(base64)
  const facts = png(bytes) ?? gif(bytes) ?? webp(bytes) ?? jpeg(bytes)
  return facts && facts.width > 0 && facts.height > 0 ? facts : null
}

const big = (bytes: Bytes, at: number, length: number) => number(bytes, at, length, (place) => length - 1 - place)
const little = (bytes: Bytes, at: number, length: number) => number(bytes, at, length, (place) => place)

/** A whole number in some bytes; -1 past the end. */
function number(bytes: Bytes, at: number, length: number, power: (place: number) => number): number {
  if (at + length > bytes.length) return -1
  let sum = 0
  for (let place = 0; place < length; place += 1) sum += bytes.at(at + place) * 256 ** power(place)
  return sum
}

function png(bytes: Bytes): ImageFacts | null {
  if (textAt(bytes, 1, 3) !== 'PNG') return null
  return { type: 'image/png', width: big(bytes, 16, 4), height: big(bytes, 20, 4) }
}

function gif(bytes: Bytes): ImageFacts | null {
  if (!/^GIF8[79]a$/.test(textAt(bytes, 0, 6))) return null
  return { type: 'image/gif', width: little(bytes, 6, 2), height: little(bytes, 8, 2) }
}

function webp(bytes: Bytes): ImageFacts | null {
  if (textAt(bytes, 0, 4) !== 'RIFF' || textAt(bytes, 8, 4) !== 'WEBP') return null
  const form = textAt(bytes, 12, 4)
  const type = 'image/webp'
  if (form === 'VP8X') return { type, width: little(bytes, 24, 3) + 1, height: little(bytes, 27, 3) + 1 }
  if (form === 'VP8 ') return { type, width: little(bytes, 26, 2) & 0x3fff, height: little(bytes, 28, 2) & 0x3fff }
  const packed = little(bytes, 21, 4)
  return { type, width: (packed & 0x3fff) + 1, height: (Math.floor(packed / 16_384) & 0x3fff) + 1 }
}

/** Walks a JPEG's segments to the one that begins a frame: markers C0 to CF, but for C4, C8 and CC. */
function jpeg(bytes: Bytes): ImageFacts | null {
  if (big(bytes, 0, 2) !== 0xffd8) return null
  let at = 2
  while (at < bytes.length) {
    const marker = bytes.at(at + 1)
    if (bytes.at(at) !== 0xff) return null
    if (marker === 0xff)
      at += 1 // A fill byte.
    else if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { type: 'image/jpeg', width: big(bytes, at + 7, 2), height: big(bytes, at + 5, 2) }
    else at += 2 + Math.max(2, big(bytes, at + 2, 2))
  }
  return null
}

export type PdfFacts = { isPdf: boolean; isEncrypted: boolean; pages: number }

/** Whether base64 holds a PDF, whether it wants a password, and its pages: 1 where its page list is compressed. */
export function pdfFacts(base64: string): PdfFacts {
  const bytes = bytesOf(base64)
  if (!textAt(bytes, 0, 1024).includes('%PDF-')) return { isPdf: false, isEncrypted: false, pages: 0 }
  const text = textAt(bytes, 0, bytes.length)
  const declared = [...text.matchAll(/\/Type\s*\/Pages\b[^>]*?\/Count\s+(\d+)/g)].map(([, pages]) => Number(pages))
  // Older versions of a page stay in a file that was edited: its objects count only where no list declares them.
  const pages = declared.length > 0 ? declared : [text.match(/\/Type\s*\/Page(?![a-zA-Z])/g)?.length ?? 0]
  return { isPdf: true, isEncrypted: /\/Encrypt\s/.test(text), pages: Math.max(1, ...pages) }
}
