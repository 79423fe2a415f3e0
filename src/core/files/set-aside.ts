import { existsSync, renameSync } from 'node:fs'

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
