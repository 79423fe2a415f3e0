import { lstatSync, readFileSync } from 'node:fs'
import { setAside } from './set-aside.ts'

/**
 * Makes sure that a settings store can open its file: what is there but is no JSON object is set aside, never overwritten.
 * Call it before the store opens the file.
 * @returns The path of what was set aside, or `null` where all is well.
 */
export function guardSettingsFile(path: string, now: Date): string | null {
  try {
    lstatSync(path)
  } catch {
    return null
  }
  return isJsonObjectFile(path) ? null : setAside(path, now)
}

function isJsonObjectFile(path: string): boolean {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}
