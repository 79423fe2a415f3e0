import { existsSync, renameSync } from 'node:fs'
import { readdir, unlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { isMissing } from './is-missing.ts'
import { syncFolder } from './write-file.ts'

/**
 * Renames a file to `<path>.damaged-<date>`, so that nothing overwrites what may still be rescued from it.
 * @returns The new path.
 */
export function setAside(path: string, at: Date): string {
  const stamp = at.toISOString().slice(0, 19).replaceAll(':', '-')
  let aside = `${path}.damaged-${stamp}`
  for (let number = 2; existsSync(aside); number += 1) aside = `${path}.damaged-${stamp}-${number}`
  renameSync(path, aside)
  return aside
}

/** Removes a file and those that were set aside from its place; resolves once none of them is on the disk, also where none was. */
export async function removeWithSetAside(path: string): Promise<void> {
  const folder = dirname(path)
  const names = await readdir(folder).catch((error: unknown) => {
    if (isMissing(error)) return []
    throw error
  })
  const own = names.filter((name) => name === basename(path) || name.startsWith(`${basename(path)}.damaged-`))
  if (own.length === 0) return
  await Promise.all(own.map((name) => unlink(join(folder, name))))
  await syncFolder(folder)
}
