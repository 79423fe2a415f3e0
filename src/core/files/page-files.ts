import { readFile as readFileBack, realpath as realpathBack } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type PageFile, pageFile } from '#shared/page-policy'

// Not from `node:fs/promises`, which is slow to load, and the server is not ready before this module is.
const readFile = promisify(readFileBack)
const realpath = promisify(realpathBack)

/**
 * Reads a file of the built page for a shell to serve; `null` where there is none. What `pageFile` lets through cannot climb
 * out by its spelling, and a link inside the folder that leads elsewhere is not followed.
 * @param folder The folder of the built page.
 * @param path The request's path as it came, without query.
 */
export async function readPageFile(folder: string, path: string): Promise<(PageFile & { body: Buffer }) | null> {
  const file = pageFile(path)
  if (!file) return null
  try {
    const location = join(await realpath(folder), ...file.segments)
    if ((await realpath(location)) !== location) return null
    return { ...file, body: await readFile(location) }
  } catch {
    return null // missing, or a folder with a file's name
  }
}
