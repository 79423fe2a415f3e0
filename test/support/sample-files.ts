// Files as people have them, made on the spot: small, real, and each of its own kind.
import { crc32, deflateSync } from 'node:zlib'

/** A whole PNG of this size, every pixel black. */
export function pngFile(width: number, height: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 0, 0, 0, 0], 8)
  const rows = deflateSync(Buffer.alloc((width + 1) * height))
  return Buffer.concat([pngMark, chunk('IHDR', header), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))])
}

/** A small PNG whose header claims that it is this large. */
export function pngThatClaims(width: number, height: number): Buffer {
  const bytes = pngFile(1, 1)
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  return bytes
}

const pngMark = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

function chunk(type: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type), data])
  return Buffer.concat([fourBytes(data.length), typed, fourBytes(crc32(typed))])
}

function fourBytes(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

/** The smallest GIF: one pixel. */
export const gifFile = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')

/** The start of a JPEG of this size, as far as anyone reads it who does not decode it. */
export function jpegFile(width: number, height: number): Buffer {
  const frame = Buffer.from([0xff, 0xc0, 0, 11, 8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0])
  const start = Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex')
  return Buffer.concat([start, frame, Buffer.from([0xff, 0xd9])])
}

/** A PDF of so many empty pages; `packed` ones keep their page list in a compressed object stream, as most PDFs do. */
export function pdfFile(pages: number, packed = false): Buffer {
  const kids = Array.from({ length: pages }, (_, at) => `${at + 3} 0 R`).join(' ')
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    `<</Type/Pages/Kids[${kids}]/Count ${pages}>>`,
    ...Array.from({ length: pages }, () => '<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>'),
  ]
  return packed ? packedPdf(objects) : plainPdf(objects)
}

/** A PDF that nobody opens without its password. */
export function lockedPdf(): Buffer {
  const key = '0'.repeat(64)
  const lock = `<</Filter/Standard/V 1/R 2/O<${key}>/U<${key}>/P -4>>`
  return plainPdf(
    ['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[]/Count 0>>', lock],
    '/Encrypt 3 0 R/ID[<00><00>]',
  )
}

function plainPdf(objects: readonly string[], trailer = ''): Buffer {
  let text = '%PDF-1.4\n'
  const places = objects.map((object, at) => {
    const place = text.length
    text += `${at + 1} 0 obj${object}endobj\n`
    return place
  })
  const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')
  const size = objects.length + 1
  const list = `xref\n0 ${size}\n0000000000 65535 f \n${rows}`
  return Buffer.from(`${text}${list}trailer<</Root 1 0 R/Size ${size}${trailer}>>\nstartxref\n${text.length}\n%%EOF`)
}

/** The objects in one object stream, and a cross-reference stream behind it. */
function packedPdf(objects: readonly string[]): Buffer {
  let at = 0
  const index = objects.map((object, place) => {
    const entry = `${place + 1} ${at}`
    at += object.length + 1
    return entry
  })
  const first = `${index.join(' ')} `
  const packed = deflateSync(Buffer.from(first + objects.map((object) => `${object} `).join('')))
  const streamId = objects.length + 1
  const start = Buffer.from('%PDF-1.5\n')
  const stream = streamObject(
    streamId,
    `/Type/ObjStm/N ${objects.length}/First ${first.length}/Filter/FlateDecode`,
    packed,
  )
  const place = start.length + stream.length
  const entries = [
    [0, 0, 255],
    ...objects.map((_, number) => [2, streamId, number]),
    [1, start.length, 0],
    [1, place, 0],
  ].map(([kind = 0, where = 0, number = 0]) => [kind, ...fourBytes(where), number])
  const size = `/Size ${entries.length}/W[1 4 1]/Root 1 0 R`
  const list = streamObject(streamId + 1, `/Type/XRef${size}`, Buffer.from(entries.flat()))
  return Buffer.concat([start, stream, list, Buffer.from(`startxref\n${place}\n%%EOF`)])
}

function streamObject(id: number, fields: string, data: Buffer): Buffer {
  const head = `${id} 0 obj<<${fields}/Length ${data.length}>>stream\n`
  return Buffer.concat([Buffer.from(head), data, Buffer.from('\nendstream endobj\n')])
}
