import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { lstat, mkdir, open } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '#shared/app-error'
import type { AttachmentSource, AttachmentType } from '#shared/files/attachment'
import { mostAttachmentBytes } from '#shared/files/attachment-limits'
import { createQueues } from '../files/queue.ts'
import { writeFileAtomic } from '../files/write-file.ts'
import { removeTemporaries } from './library.ts'

/** A folder of files named after what they hold: `<SHA-256>.<ending>`. Each content is there once, and never changes. */
export type AttachmentFiles = {
  /**
   * Keeps a file; answers its hash. One that is there already is not written again.
   * @throws AppError `secret` for a text that holds one.
   */
  keep: (bytes: Uint8Array, type: AttachmentType) => Promise<string>
  /** The bytes of a file, checked against its hash. Throws an AppError of kind `not-found` where they are gone or others. */
  read: (source: Pick<AttachmentSource, 'hash' | 'media_type' | 'name'>) => Promise<Buffer>
}

const endings: { [Type in AttachmentType]: string } = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
  'text/plain': 'txt',
}

export type AttachmentFilesOptions = {
  /** Where they may be: the open library's first, which takes new ones; runs may name files of the others. */
  folders: () => string[]
  /** Resolves once the library itself is there: an empty folder would be taken for one. */
  prepareLibrary: () => Promise<void>
  /** Throws where a text may not be kept. */
  checkText: (text: string) => Promise<void>
}

/** Such a folder inside the open library, made when the first file comes. */
export function openAttachmentFiles({ folders, prepareLibrary, checkText }: AttachmentFilesOptions): AttachmentFiles {
  const inOrder = createQueues()
  const tidied = new Set<string>()
  async function prepared(): Promise<string> {
    await prepareLibrary()
    const [folder = ''] = folders()
    await makeInside(folder)
    if (!tidied.has(folder)) await removeTemporaries(folder)
    tidied.add(folder)
    return folder
  }
  const nameOf = (hash: string, type: AttachmentType) => `${hash}.${endings[type]}`

  return {
    keep: async (bytes, type) => {
      if (type === 'text/plain') await checkText(new TextDecoder().decode(bytes))
      const hash = sha256(bytes)
      const path = join(await prepared(), nameOf(hash, type))
      await inOrder(hash, async () => {
        if (!(await isFileOf(path, bytes.byteLength))) await writeFileAtomic(path, bytes, 'theirs')
      })
      return hash
    },
    read: async ({ hash, media_type, name }) => {
      const paths = folders().map((folder) => join(folder, nameOf(hash, media_type)))
      let bytes: Buffer | null = null
      for (const path of paths) {
        const found = await readFileItself(path)
        if (found && sha256(found) === hash) return found
        bytes ??= found
      }
      const path = paths[0] ?? ''
      const what = bytes
        ? 'in library/attachments is not the file any more that was added'
        : 'is missing from library/attachments'
      throw new AppError('not-found', `“${name}” ${what}. Add the file again, or remove its block.`, { hash, path })
    },
  }
}

/** Makes a folder inside one that is there: a library that is gone would come back as one from which everything is gone. */
async function makeInside(folder: string): Promise<void> {
  await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Whether a plain file of this length is there: a link with the name of one is replaced, not followed. */
async function isFileOf(path: string, length: number): Promise<boolean> {
  try {
    const facts = await lstat(path)
    return facts.isFile() && facts.size === length
  } catch {
    return false
  }
}

const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)

/** The bytes of a plain file; `null` where there is none, and for links, devices, and what is larger than any file of ours. */
async function readFileItself(path: string): Promise<Buffer | null> {
  try {
    // Windows has no flag that refuses links.
    if (!(await lstat(path)).isFile()) return null
    const file = await open(path, flags)
    try {
      const facts = await file.stat()
      return facts.isFile() && facts.size <= mostAttachmentBytes ? await file.readFile() : null
    } finally {
      await file.close()
    }
  } catch {
    return null
  }
}
