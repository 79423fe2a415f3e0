import { existsSync, renameSync } from 'node:fs'

/**
 * Renames a file to `<path>.<why>-<date>`, so that nothing overwrites what may still be rescued from it.
 * @returns The new path.
 */
export function setAside(path: string, at: Date, why: 'damaged' | 'overtaken' = 'damaged'): string {
  const stamp = at.toISOString().slice(0, 19).replaceAll(':', '-')
  let aside = `${path}.${why}-${stamp}`
  for (let number = 2; existsSync(aside); number += 1) aside = `${path}.${why}-${stamp}-${number}`
  renameSync(path, aside)
  return aside
}
