import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge']

/**
 * Path of the Chromium to drive: `CHROMIUM_PATH`, else the first usual name on the PATH or in /usr/bin.
 * @throws with what to do when there is none.
 */
export function chromiumExecutable(environment: NodeJS.ProcessEnv = process.env): string {
  if (environment.CHROMIUM_PATH) return environment.CHROMIUM_PATH
  const folders = ['/usr/bin', ...(environment.PATH ?? '').split(delimiter)]
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable)
  if (!found) throw new Error('No Chromium found. Install one (Debian: apt install chromium) or set CHROMIUM_PATH.')
  return found
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
