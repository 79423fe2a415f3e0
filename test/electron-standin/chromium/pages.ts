// Opens the pages behind windows, and lets no other page live: a tab that Chromium opens for a link or a form is closed
// before it can send a request.
import { chromium } from './chromium.ts'
import type { DevToolsSession } from './devtools.ts'

/** A page and the session that drives it. */
export type Page = { targetId: string; session: DevToolsSession }

type Attached = { sessionId: string; targetInfo: { targetId: string; type: string } }

const attached = new Map<string, (page: Page) => void>()
const early = new Map<string, Page>()
let pagesInTheMaking = 0

/** Starts the watch over all pages. Call it once, when Chromium is up. */
export async function watchPages(): Promise<void> {
  const { browser } = chromium()
  browser.on('Target.attachedToTarget', onAttached)
  const filter = [{ type: 'page' }, { exclude: true }]
  await browser.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true, filter })
  await browser.send('Target.setDiscoverTargets', { discover: true })
}

function onAttached({ sessionId, targetInfo: { targetId } }: Attached): void {
  const page = { targetId, session: chromium().session(sessionId) }
  const waiter = attached.get(targetId)
  if (waiter) waiter(page)
  else if (pagesInTheMaking > 0) early.set(targetId, page)
  else closeStranger(targetId)
}

function closeStranger(targetId: string): void {
  chromium()
    .browser.send('Target.closeTarget', { targetId })
    .catch(() => {}) // it closed by itself
}

/** Opens a blank page, paused until `Runtime.runIfWaitingForDebugger`. */
export async function openPage(width: number, height: number): Promise<Page> {
  pagesInTheMaking += 1
  const { targetId } = await chromium().browser.send('Target.createTarget', {
    url: 'about:blank',
    width,
    height,
    newWindow: true,
  })
  const page = early.get(targetId) ?? (await new Promise<Page>((resolve) => attached.set(targetId, resolve)))
  attached.delete(targetId)
  early.delete(targetId)
  pagesInTheMaking -= 1
  if (pagesInTheMaking === 0) {
    for (const stranger of early.keys()) closeStranger(stranger)
    early.clear()
  }
  return page
}
