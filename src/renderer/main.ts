// The page's first script, and a small one: what the first screen shows is on its way while the rest is still being fetched.
import { askAhead } from './host/ask-ahead.ts'
import { pickHost } from './host/pick-host.ts'

const host = pickHost().then(askAhead)
// A core that cannot be reached is told by the page itself, as soon as it can.
host.catch(() => {})
void import('./start.tsx').then(async ({ start }) => {
  await whenPageIsThere()
  await start(host)
})

/** This script is `async`: it asks the core while the rest of the page is still being read, and its styles are on their way. */
async function whenPageIsThere(): Promise<void> {
  if (document.readyState === 'loading') await once(document, 'DOMContentLoaded')
  for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')) {
    // Without them everything would be measured wrong. One that fails is no reason to show nothing.
    if (!link.sheet) await Promise.race([once(link, 'load'), once(link, 'error')])
  }
}

function once(target: EventTarget, event: string): Promise<unknown> {
  return new Promise((resolve) => target.addEventListener(event, resolve, { once: true }))
}
