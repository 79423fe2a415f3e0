import { readFile, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { pageFile } from '#shared/page-policy'

/**
 * Reads a file of the built page for a shell to serve; `null` where there is none. What `pageFile` lets through cannot climb
 * out by its spelling, and a link inside the folder that leads elsewhere is not followed.
 * @param folder The folder of the built page.
 * @param path The request's path as it came, without query.
 */
export async function readPageFile(folder: string, path: string): Promise<{ body: Buffer; mimeType: string } | null> {
  const file = pageFile(path)
  if (!file) return null
  try {
    const location = join(await realpath(folder), ...file.segments)
    if ((await realpath(location)) !== location) return null
    return { body: await readFile(location), mimeType: file.mimeType }
  } catch {
    return null // missing, or a folder with a file's name
  }
}
