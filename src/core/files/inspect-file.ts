// Runs on a thread of its own (file-worker.ts): what is read here may have been made to break its reader.
import type { AttachmentType } from '#shared/files/attachment'
import { longestImageSide, sizeProblem } from '#shared/files/attachment-limits'
import { fileKind } from './file-kind.ts'

/** What a file is and holds; `pages` is absent where a PDF does not tell. */
export type FileFacts = { type: AttachmentType; width?: number; height?: number; pages?: number }
/** What was found out about a file, or why it cannot be sent and what to do instead. */
export type Inspection = { facts: FileFacts } | { refusal: string }

/** Looks at a file without decoding it: an image's pixels are counted by its header alone. */
export async function inspectFile(bytes: Uint8Array): Promise<Inspection> {
  const kind = await fileKind(bytes)
  if ('refusal' in kind) return kind
  const { type } = kind
  const tooLarge = sizeProblem(bytes.byteLength, type)
  if (tooLarge !== null) return { refusal: tooLarge }
  if (type === 'text/plain') return { facts: { type } }
  return type === 'application/pdf' ? await inspectPdf(bytes) : await inspectImage(bytes, type)
}

async function inspectImage(bytes: Uint8Array, type: AttachmentType): Promise<Inspection> {
  const damaged = { refusal: 'This image cannot be read: its header is damaged. Save it again and add the new file.' }
  const { imageSize } = await import('image-size')
  try {
    const { width, height } = imageSize(bytes)
    if (!(width > 0 && height > 0)) return damaged
    if (Math.max(width, height) <= longestImageSide) return { facts: { type, width, height } }
    const most = `at most ${longestImageSide.toLocaleString('en')} per side are taken`
    return { refusal: `This image is ${width} × ${height} pixels; ${most}. Make it smaller and add it again.` }
  } catch {
    return damaged
  }
}

async function inspectPdf(bytes: Uint8Array): Promise<Inspection> {
  const type = 'application/pdf'
  const { getDocument } = await import('unpdf/pdfjs')
  const task = getDocument({ data: bytes, verbosity: 0, disableFontFace: true, useSystemFonts: false })
  // Without a password the document would wait for one for ever.
  let wantsPassword = false
  task.onPassword = () => {
    wantsPassword = true
    void task.destroy()
  }
  try {
    const { numPages } = await task.promise
    return { facts: numPages > 0 ? { type, pages: numPages } : { type } }
  } catch {
    const refusal = wantsPassword
      ? 'This PDF wants a password. Save it without one and add it again.'
      : 'This PDF cannot be read: it is damaged. Save it again and add the new file.'
    return { refusal }
  } finally {
    await task.destroy()
  }
}
