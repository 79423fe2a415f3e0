import { randomUUID } from 'node:crypto'
import { open, rename, stat, unlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { isMissing } from './is-missing.ts'

const temporaryEnding = '.tmp'

/**
 * Writes a file so that it is always whole: the old content or the new one, after a crash and after a power cut too. Resolves
 * once the new one is on the disk.
 * @param whose Only this user can read what is `ours`; a file that is `theirs` keeps the mode it has, and a new one gets the
 * mode that the person's umask gives.
 */
export async function writeFileAtomic(
  path: string,
  text: string | Uint8Array,
  whose: 'ours' | 'theirs' = 'ours',
): Promise<void> {
  const kept = whose === 'ours' ? 0o600 : await modeOf(path)
  const folder = dirname(path)
  const temporary = join(folder, `.${randomUUID()}${temporaryEnding}`)
  try {
    const file = await open(temporary, 'wx', kept ?? 0o666)
    try {
      if (kept !== null) await file.chmod(kept)
      await file.writeFile(text)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
  } catch (error) {
    await unlink(temporary).catch(() => {})
    throw error
  }
  await syncFolder(folder)
}

/** `null` where no file is. */
async function modeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).mode & 0o777
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

/** Brings renames and removals inside a folder to the disk. Windows cannot open folders and needs no such call. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const temporaryName = /^\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.tmp$/

/** Whether a file name is that of a write that a crash cut short: ours only, since a library may be anybody's folder. */
export function isTemporary(path: string): boolean {
  return temporaryName.test(basename(path))
}
