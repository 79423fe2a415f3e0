import { readdir, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { isTemporary } from '../files/write-file.ts'
import { ownFolders } from './library-reader.ts'

/**
 * Removes the files that writes left behind which a crash cut short, in the library's own folders too.
 * @param found Those in the folders of prompts, as paths inside the library.
 * @param before Milliseconds since 1970: a younger one may belong to a write that goes on, here or in another program.
 */
export async function removeLeftovers(root: string, found: readonly string[], before: number): Promise<void> {
  const own = await Promise.all([...ownFolders].map((name) => filesBelow(join(root, name))))
  const paths = [...found.map((file) => join(root, file)), ...own.flat().filter(isTemporary)]
  await Promise.all(paths.map((path) => removeOlder(path, before).catch(() => {})))
}

async function filesBelow(folder: string): Promise<string[]> {
  // Links are not followed.
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name))
}

async function removeOlder(path: string, before: number): Promise<void> {
  const { mtimeMs } = await stat(path)
  if (mtimeMs < before) await unlink(path)
}
