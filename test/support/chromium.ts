import { existsSync } from 'node:fs'
import { chromium } from 'playwright'
import { chromiumExecutable } from '../electron-standin/chromium/executable.ts'

/** Headless, and unable to reach anything but this machine, whatever a page tries. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const loopbackOnly = '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1'

const usualPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

/**
 * Path of the Chromium, Chrome or Edge to test in: `CHROMIUM_PATH`, else one on the PATH, else one in its usual place, else
 * Playwright's own download.
 * @throws with what to do where there is none.
 */
export function findChromium(): string {
  try {
    return chromiumExecutable()
  } catch (error) {
    const found = [...usualPlaces, chromium.executablePath()].find((path) => existsSync(path))
    if (!found) throw error
    return found
  }
}

/** Chromium then makes the tree that it makes for a screen reader, which holds more than the one it makes for DevTools alone. */
export const screenReaderFlag = '--force-renderer-accessibility'

/** Starts the browser. `resolverRules` makes names of the test's own lead to this machine; by default no name leads anywhere. */
export function launchChromium(resolverRules?: string, flags: readonly string[] = []) {
  const rules = resolverRules === undefined ? loopbackOnly : `--host-resolver-rules=${resolverRules}`
  return chromium.launch({ executablePath: findChromium(), args: [...chromiumFlags, rules, ...flags] })
}
