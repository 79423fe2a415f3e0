import { AppError, toErrorData } from '#shared/app-error'
import { type AttachmentSource, type AttachmentType, attachmentTypes } from '#shared/files/attachment'
import { sizeProblem } from '#shared/files/attachment-limits'
import { plainFileName } from '#shared/files/attachment-name'
import type { Host } from '../../host/host.ts'
import { base64Of } from './file-data.ts'

/**
 * Stores a file beside the library and answers the reference to it. What is too large is not even read; the core has the last
 * word on what a file is. Rejects with an AppError that names the file and says what to do.
 */
export async function addFile(host: Pick<Host, 'call'>, file: File, signal?: AbortSignal): Promise<AttachmentSource> {
  const name = plainFileName(file.name, 'This file')
  try {
    const problem = sizeProblem(file.size, knownType(file.type))
    if (problem !== null) throw new AppError('invalid-input', problem)
    return await host.call('attachments.add', { name, data: await base64Of(file, signal) }, { signal })
  } catch (error) {
    const { kind, message, facts } = toErrorData(error)
    throw new AppError(kind, `${name}: ${message}`, facts, error)
  }
}

/** The type that the browser names, where it is one that the API takes. */
function knownType(type: string): AttachmentType | null {
  return attachmentTypes.find((known) => known === type) ?? null
}
