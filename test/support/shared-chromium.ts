import type { Browser } from 'playwright'
import { launchChromium } from './chromium.ts'

let shared: Promise<Browser> | null = null

/** The one browser of a test file. Every start of the app has a context of its own in it, so they share nothing. */
export function sharedChromium(): Promise<Browser> {
  shared ??= launchChromium()
  return shared
}

/** Ends it, if it was started. */
export async function closeSharedChromium(): Promise<void> {
  const browser = shared
  shared = null
  await (await browser)?.close()
}
