// Calls on the open library: its folders, its files, and what is searched and read for it.
import { z } from 'zod'
import { type AttachmentSource, attachmentTypes } from '../files/attachment.ts'
import { mostAttachmentBytes } from '../files/attachment-limits.ts'
import type { LibraryHit, LibraryState } from '../library/library.ts'
import { folder, nothing } from './fields.ts'
import { latestState, type StreamsOf } from './streams.ts'

const fileName = z.string().max(10_000)
const hash = z.string().regex(/^[0-9a-f]{64}$/)
const folderName = z.string().max(1_000)
const libraryPath = z.object({ path: z.string().max(10_000) })

export const libraryInputs = {
  'library.watch': nothing,
  'library.choose': nothing,
  'library.open': libraryPath,
  'library.forget': libraryPath,
  'library.search': z.object({ text: z.string().max(10_000) }),
  'library.createFolder': z.object({ parent: folder, name: folderName }),
  'library.renameFolder': z.object({ path: folder, name: folderName }),
  'library.removeFolder': z.object({ path: folder }),
  /** `name`: as the file is called, whatever it says; `data`: its bytes in base64. */
  'attachments.add': z.object({ name: fileName, data: z.string().max(Math.ceil(mostAttachmentBytes / 3) * 4) }),
  'attachments.image': z.object({
    hash,
    media_type: z.enum(['image/png', 'image/jpeg', 'image/gif', 'image/webp']),
    name: fileName,
  }),
  'attachments.data': z.object({ hash, media_type: z.enum(attachmentTypes), name: fileName }),
}

export type LibraryAnswers = {
  /** What is in the library, then every later state of it, whoever changed it. Ends when the window leaves. */
  'library.watch': AsyncIterable<LibraryState>
  /** Has the person choose a folder in the system's dialog; `null` where they did not, or there is none. */
  'library.choose': Promise<{ path: string | null }>
  /** Opens another library, for every window. */
  'library.open': Promise<null>
  /** Lists a folder no more; nothing in it is touched. */
  'library.forget': Promise<null>
  /** Looks through names and contents, unsaved edits included. */
  'library.search': Promise<{ hits: LibraryHit[]; isCut: boolean }>
  /** Those that make a folder answer its path. */
  'library.createFolder': Promise<{ path: string }>
  'library.renameFolder': Promise<{ path: string }>
  'library.removeFolder': Promise<null>
  /** Keeps a file beside the library, once; rejects with a sentence where it is none that the API takes. */
  'attachments.add': Promise<AttachmentSource>
  /** A stored picture, in base64, for showing it. */
  'attachments.image': Promise<{ data: string }>
  /** A stored file as a request holds it: base64, or the text of a plain text. */
  'attachments.data': Promise<{ data: string }>
}

export const libraryStreams: StreamsOf<LibraryAnswers> = { 'library.watch': latestState }
