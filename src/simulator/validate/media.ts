// R26: limits of images and documents.
import { ApiError, refuse } from '../api-error.ts'
import { decode, imageOf, isEncryptedPdf, pdfPages, type Size } from '../media.ts'
import { type DocumentBlock, type ImageBlock, isDocument, isImage } from '../request.ts'
import { type PlacedBlock, placedBlocks, type Rule } from './rule.ts'

const MAX_IMAGE_BASE64 = 10 * 1024 * 1024
const MAX_SIDE = 8000
const MAX_SIDE_OF_MANY = 2000
const MANY = 20

const mediaOf = (blocks: PlacedBlock[]) => ({
  images: blocks.filter((placed): placed is PlacedBlock & { block: ImageBlock } => isImage(placed.block)),
  documents: blocks.filter((placed): placed is PlacedBlock & { block: DocumentBlock } => isDocument(placed.block)),
})

/** The simulator keeps no files, so it finds none; an address that is empty is none. */
export const files: Rule = ({ request }) => {
  for (const { block, path } of placedBlocks(request)) {
    const source = (block.source ?? {}) as { type?: string; file_id?: string; url?: string }
    if (source.type === 'url' && source.url?.trim() === '')
      refuse(`${path}.${block.type}.source.url.url: Input should be a valid URL, input is empty`)
    if (source.type === 'file') throw new ApiError(404, `File not found: ${source.file_id}`)
  }
}

/** R26 for images: number, bytes, sides. */
export const images: Rule = ({ request, model }) => {
  const { images: found, documents } = mediaOf(placedBlocks(request))
  const most = model.limits.maxImagesPerRequest
  if (most !== null && found.length > most) refuse(`messages: too many images: ${found.length} > ${most} maximum`)
  const inside = found.filter(({ block }) => block.source.type === 'base64')
  const sizes = inside.map((placed) => ({ ...placed, size: sizeOf(placed) }))
  const side = found.length + documents.length > MANY ? MAX_SIDE_OF_MANY : MAX_SIDE
  const paths = sizes.filter(({ size }) => longest(size) > side).map(({ path }) => path)
  if (paths.length > 0) {
    refuse(
      `${paths[0]}.image.source.base64.data: At least one of the image dimensions exceed max allowed size: ${side} pixels`,
      {
        error_code: 'image_dimensions_too_large',
        max_side_length_pixels: side,
        paths,
      },
    )
  }
  const fits = model.capabilities.highResImages === false ? 1568 : 2576
  for (const { block, path, size } of sizes) {
    if (block.transformations?.oversized_image !== 'error' || longest(size) <= fits) continue
    refuse(
      `${path}: the image is ${size.width}x${size.height} pixels; the longest side that fits without scaling is ${fits} pixels`,
    )
  }
}

const longest = ({ width, height }: Size) => Math.max(width, height)

function sizeOf({ block, path }: PlacedBlock & { block: ImageBlock }): Size {
  const data = block.source.data ?? ''
  const place = `${path}.image.source.base64`
  if (data.length > MAX_IMAGE_BASE64) {
    refuse(`${place}: image exceeds 10 MB maximum: ${data.length} bytes > ${MAX_IMAGE_BASE64} bytes`)
  }
  if (!isBase64(data)) refuse(`${place}.data: Invalid base64 data`)
  const image = imageOf(decode(data)) ?? refuse(`${place}.data: Could not process image`)
  const named = block.source.media_type
  if (image.type !== named) {
    refuse(`${place}.data: The image was specified using the ${named} media type, but it is ${image.type}`)
  }
  return image.size
}

const isBase64 = (data: string) => data !== '' && /^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(data)

/** R26 for PDFs: pages and passwords. */
export const documents: Rule = ({ request, model }) => {
  const pdfs = mediaOf(placedBlocks(request)).documents.filter(({ block }) => block.source.type === 'base64')
  let pages = 0
  for (const { block, path } of pdfs) {
    const data = block.source.data ?? ''
    const place = `${path}.document.source.base64.data`
    if (!isBase64(data)) refuse(`${place}: Invalid base64 data`)
    if (!decode(data.slice(0, 1400)).toString('latin1').includes('%PDF-'))
      refuse(`${place}: The PDF specified was not valid.`)
    if (isEncryptedPdf(data)) refuse(`${place}: The PDF specified is password protected.`)
    pages += pdfPages(data)
  }
  const most = model.limits.maxPdfPagesPerRequest
  if (most !== null && pages > most) refuse(`messages: A maximum of ${most} PDF pages may be provided.`)
}
