import { AppError } from '#shared/app-error'
import { type AttachmentSource, attachmentsOf, isImageType, putBytes } from '#shared/files/attachment'
import { byteText, sizeProblem } from '#shared/files/attachment-limits'
import { plainFileName } from '#shared/files/attachment-name'
import type { MessagesRequest } from '#shared/request/request'
import type { InspectFile } from '../files/file-inspector.ts'
import { toStorageError } from '../files/storage-error.ts'
import type { HandlersOf } from '../handlers.ts'
import type { AttachmentFiles } from './attachment-files.ts'

/** The request with the files themselves in the place of the references to them: what leaves. */
export type FillRequest = (request: MessagesRequest) => Promise<MessagesRequest>

export type AttachmentOptions = {
  files: AttachmentFiles
  inspect: InspectFile
  /** Characters of base64 that may wait to be looked at: a page that was taken over cannot fill the memory with them. */
  mostWaiting?: number
}

const usualMostWaiting = 256 * 1024 * 1024

/** The calls on files that prompts refer to. A page sends bytes and never a path, so no path can lead anywhere. */
export function attachmentHandlers(options: AttachmentOptions): HandlersOf<'attachments'> {
  const { files, inspect, mostWaiting = usualMostWaiting } = options
  const whileThereIsRoom = createRoom(mostWaiting)
  return {
    'attachments.add': ({ name, data }, { signal }) => whileThereIsRoom(data.length, () => add(name, data, signal)),
    'attachments.data': async (source) => ({ data: await dataOf(source, files) }),
    'attachments.image': async (source) => ({ data: (await files.read(source)).toString('base64') }),
  }

  async function add(name: string, data: string, signal: AbortSignal): Promise<AttachmentSource> {
    const bytes = Buffer.from(data, 'base64')
    const tooLarge = sizeProblem(bytes.byteLength, null)
    if (tooLarge !== null) throw new AppError('invalid-input', tooLarge)
    const inspection = await inspect(bytes, signal)
    if ('refusal' in inspection) throw new AppError('invalid-input', inspection.refusal)
    const { type: media_type, ...size } = inspection.facts
    try {
      const hash = await files.keep(bytes, media_type)
      const plain = plainFileName(name, isImageType(media_type) ? 'image' : 'document')
      return { type: 'attachment', hash, media_type, name: plain, bytes: bytes.byteLength, ...size }
    } catch (error) {
      throw toStorageError(error, 'The file')
    }
  }
}

/** Lets in what there is room for, until it is done. */
function createRoom(most: number) {
  let held = 0
  return async <Result>(size: number, task: () => Promise<Result>): Promise<Result> => {
    if (held + size > most) {
      throw new AppError(
        'invalid-input',
        'Antiphon is still reading the files that came before. Add this one in a moment.',
      )
    }
    held += size
    try {
      return await task()
    } finally {
      held -= size
    }
  }
}

/** Bytes of files that one request may hold: far more than the API takes, and little enough to be held in memory. */
const mostFilledBytes = 256 * 1024 * 1024

/**
 * Fills requests from these files. It rejects with an AppError that names the file which is gone, before anything leaves; a
 * request that refers to none comes back as it is.
 */
export function createRequestFiller(files: Pick<AttachmentFiles, 'read'>): FillRequest {
  return async (request) => {
    const sources = attachmentsOf(request.body)
    if (sources.length === 0) return request
    const bytes = sources.reduce((sum, source) => sum + source.bytes, 0)
    if (bytes > mostFilledBytes) {
      const message = `The files of this request have ${byteText(bytes)}; the API takes 32 MB. Remove some, or upload them to the Files API.`
      throw new AppError('invalid-input', message)
    }
    const data = new Map<string, string>()
    for (const source of sources) if (!data.has(source.hash)) data.set(source.hash, await dataOf(source, files))
    return { ...request, body: putBytes(request.body, data) }
  }
}

async function dataOf(
  source: Pick<AttachmentSource, 'hash' | 'media_type' | 'name'>,
  files: Pick<AttachmentFiles, 'read'>,
): Promise<string> {
  const bytes = await files.read(source)
  return bytes.toString(source.media_type === 'text/plain' ? 'utf8' : 'base64')
}
