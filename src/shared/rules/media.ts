// R26: limits of images and documents.
import { type AttachmentSource, dataBytesOf, isAttachment } from '../files/attachment.ts'
import type { ContentBlock } from '../prompt/prompt.ts'
import type { JsonObject } from '../text/json.ts'
import { isBase64 } from './bytes.ts'
import { safely, withBlock } from './edits.ts'
import { imageFacts, pdfFacts } from './file-facts.ts'
import type { Finding, Fix, Found, Rule, RuleContext } from './finding.ts'
import { objectOr, type PlacedBlock, type Reading, type SentMessage } from './reading.ts'
import { checkedAt, count, docs, messageField, refused, shown } from './rule.ts'
import { removal } from './structure.ts'

type File = PlacedBlock & { one: SentMessage; source: JsonObject }

/** Every image and document of the messages, those inside tool results and documents too. */
function filesOf({ special }: Reading, type: 'image' | 'document'): File[] {
  const holding = special.filter(({ facts }) => facts.kinds.has(type))
  return holding.flatMap((one) =>
    one.facts.placed.flatMap((placed) =>
      placed.block.type === type ? [{ ...placed, one, source: objectOr(placed.block.source) }] : [],
    ),
  )
}

const fieldOf = ({ one, at }: File) => messageField(one.index, at)

const removeFile = ({ one, at, isNested, block }: File): Fix[] =>
  isNested ? [] : removal(one.message.id, at, block, one.facts.blocks)

const dataOf = ({ source }: File) => (source.type === 'base64' && typeof source.data === 'string' ? source.data : null)

const mostImageCharacters = 10 * 1024 * 1024
const longestSide = 8000
const longestSideOfMany = 2000
const manyFiles = 20

type ReadImage = { problem: string | null; type: string; width: number; height: number }

/** What is known of an image that the request holds; `null` where it holds none, but a URL or a file id. */
function imageOf(image: File, memory: RuleContext['memory']): ReadImage | null {
  if (isAttachment(image.source)) return storedImage(image.source)
  const data = dataOf(image)
  return data === null ? null : memory.recall('image', image.block, () => readImage(data))
}

const unread = (problem: string): ReadImage => ({ problem, type: '', width: 0, height: 0 })

/** A stored image was looked at when it was added. */
function storedImage(source: AttachmentSource): ReadImage | null {
  const { media_type: type, width = 0, height = 0 } = source
  return tooLarge(dataBytesOf(source)) ?? { problem: null, type, width, height }
}

function tooLarge(characters: number): ReadImage | null {
  if (characters <= mostImageCharacters) return null
  return unread(`has ${count(characters)} bytes of base64; at most ${count(mostImageCharacters)} are taken`)
}

function readImage(data: string): ReadImage {
  const large = tooLarge(data.length)
  if (large) return large
  if (!isBase64(data)) return unread('is not valid base64')
  const facts = imageFacts(data)
  return facts ? { problem: null, ...facts } : unread('cannot be read as PNG, JPEG, GIF or WebP')
}

/** R26, images */
export const imagesRule: Rule = {
  id: 'images',
  covers: ['R26'],
  checks:
    'Images: how many, at most 10 MB each, at most 8,000 pixels per side, 2,000 with more than 20 files; of the type that it is said to be.',
  severities: ['error'],
  source: `${docs}build-with-claude/vision`,
  checkedAt,
  find: (_prompt, { model, memory }, reading) => {
    const images = filesOf(reading, 'image')
    if (images.length === 0) return []
    const most = model?.limits.maxImagesPerRequest ?? null
    const isMany = images.length + filesOf(reading, 'document').length > manyFiles
    const side = isMany ? longestSideOfMany : longestSide
    const found: Found[] = []
    if (model?.capabilities.images === false)
      found.push(refused(fieldOf(images[0]!), 'Images will be refused', `${model.displayName} takes no images.`))
    if (model !== null && most !== null && images.length > most)
      found.push(
        refused(
          'messages',
          'Too many images',
          `${model.displayName} takes at most ${count(most)} images; there are ${count(images.length)}.`,
        ),
      )
    return [...found, ...images.flatMap((image) => judgeImage(image, side, isMany, memory))]
  },
}

function judgeImage(image: File, side: number, isMany: boolean, memory: RuleContext['memory']): Found[] {
  const facts = imageOf(image, memory)
  if (facts === null) return []
  const field = fieldOf(image)
  const title = 'The image will be refused'
  const { problem, type, width, height } = facts
  if (problem !== null) return [refused(field, title, `This image ${problem}.`, removeFile(image))]
  if (Math.max(width, height) > side) {
    const among = isMany ? ` among more than ${manyFiles} files` : ''
    const reason = `This image is ${width} × ${height} pixels; at most ${count(side)} per side are taken${among}.`
    return [refused(field, title, reason, removeFile(image))]
  }
  const named = image.source.media_type
  if (type === named) return []
  const correct = safely(`Set ${type}`, (prompt) =>
    withBlock(prompt, image.one.message.id, image.at, (block) => ({
      ...block,
      source: { ...objectOr(block.source), media_type: type },
    })),
  )
  const reason = `This image is ${type}, and its media_type says ${shown(named)}.`
  return [refused(field, title, reason, image.isNested ? [] : [correct])]
}

/** An image that must not be scaled has to fit as it is. */
export const imageScalingRule: Rule = {
  id: 'image-scaling',
  covers: ['R26'],
  checks: 'An image with oversized_image error fits without scaling: 2,576 pixels from Claude 4.7 on, 1,568 before.',
  severities: ['error'],
  source: `${docs}build-with-claude/vision`,
  checkedAt,
  find: (_prompt, { model, memory }, reading) =>
    filesOf(reading, 'image').flatMap((image): Found[] => {
      const facts = imageOf(image, memory)
      const isHigh = model?.capabilities.highResImages ?? null
      if (facts === null || isHigh === null || objectOr(image.block.transformations).oversized_image !== 'error')
        return []
      const fits = isHigh ? 2576 : 1568
      const { problem, width, height } = facts
      if (problem !== null || Math.max(width, height) <= fits) return []
      const reason = `This image is ${width} × ${height} pixels and must not be scaled; ${model!.displayName} takes ${count(fits)} per side.`
      const scale = safely('Let it be scaled', (prompt) =>
        withBlock(
          prompt,
          image.one.message.id,
          image.at,
          ({ transformations: _gone, ...block }) => block as ContentBlock,
        ),
      )
      return [refused(fieldOf(image), 'The image will be refused', reason, image.isNested ? [] : [scale])]
    }),
}

/** R26, PDFs */
export const pdfsRule: Rule = {
  id: 'pdfs',
  covers: ['R26'],
  checks: 'PDFs: readable, without password, and together no more pages than the model takes.',
  severities: ['error'],
  source: `${docs}build-with-claude/pdf-support`,
  checkedAt,
  find: (_prompt, { model, memory }, reading) => {
    const pdfs = filesOf(reading, 'document').flatMap((file) => {
      const stored = isAttachment(file.source) ? file.source : null
      if (stored) return stored.media_type === 'application/pdf' ? [{ file, facts: storedPdf(stored) }] : []
      const data = dataOf(file)
      return data === null ? [] : [{ file, facts: memory.recall('pdf', file.block, () => readPdf(data)) }]
    })
    const title = 'The PDF will be refused'
    const found = pdfs.flatMap(({ file, facts }): Found[] =>
      facts.problem === null ? [] : [refused(fieldOf(file), title, `This PDF ${facts.problem}.`, removeFile(file))],
    )
    const pages = pdfs.reduce((sum, { facts }) => sum + facts.pages, 0)
    const most = model?.limits.maxPdfPagesPerRequest ?? null
    if (model?.capabilities.pdf === false && pdfs[0])
      found.push(refused(fieldOf(pdfs[0].file), title, `${model.displayName} takes no PDFs.`))
    if (model !== null && most !== null && pages > most)
      found.push(
        refused(
          'messages',
          'Too many PDF pages',
          `${model.displayName} takes at most ${count(most)} PDF pages; there are ${count(pages)}.`,
        ),
      )
    return found
  },
}

/** A stored PDF was opened when it was added; one that does not tell its pages counts as one. */
const storedPdf = ({ pages = 1 }: AttachmentSource) => ({ problem: null, pages })

function readPdf(data: string): { problem: string | null; pages: number } {
  if (!isBase64(data)) return { problem: 'is not valid base64', pages: 0 }
  const { isPdf, isEncrypted, pages } = pdfFacts(data)
  if (!isPdf) return { problem: 'cannot be read as a PDF', pages: 0 }
  return { problem: isEncrypted ? 'wants a password' : null, pages }
}

/** The simulator keeps no uploaded files; whether the API still has one only the API knows. */
export const uploadedFilesRule: Rule = {
  id: 'uploaded-files',
  covers: [],
  checks: 'A file id names a file that was uploaded and has not expired; the simulator keeps none.',
  severities: ['error', 'hint'],
  source: `${docs}build-with-claude/files`,
  checkedAt,
  find: (_prompt, { connectionKind }, reading) =>
    [...filesOf(reading, 'image'), ...filesOf(reading, 'document')].flatMap((file): Found[] => {
      if (file.source.type !== 'file') return []
      const isSimulator = connectionKind === 'simulator'
      const severity: Finding['severity'] = isSimulator ? 'error' : 'hint'
      const reason = isSimulator
        ? 'The simulator keeps no files, so it will not find this one.'
        : 'Only the server knows whether this file is still there.'
      const title = isSimulator ? 'The file will not be found' : 'The file must still be there'
      return [{ severity, field: fieldOf(file), title, reason, fixes: isSimulator ? removeFile(file) : [] }]
    }),
}

/** A block that was added and has nothing in it yet. */
export const emptySourcesRule: Rule = {
  id: 'empty-sources',
  covers: [],
  checks: 'An image or document has a file, or an address that is not empty.',
  severities: ['error'],
  source: `${docs}build-with-claude/vision`,
  checkedAt,
  find: (_prompt, _context, reading) =>
    (['image', 'document'] as const).flatMap((type) =>
      filesOf(reading, type).flatMap((file): Found[] => {
        const { source } = file
        if (source.type !== 'url' || typeof source.url !== 'string' || source.url.trim() !== '') return []
        const reason = `This ${type} has neither a file nor a URL yet.`
        return [refused(fieldOf(file), `The ${type} is empty`, reason, removeFile(file))]
      }),
    ),
}

export const mediaRules: readonly Rule[] = [imagesRule, imageScalingRule, pdfsRule, emptySourcesRule, uploadedFilesRule]
