import type { Page } from 'playwright'

/** How much later each script comes, in milliseconds, per times that the page is slower. */
const latencyMs = 50

/**
 * Makes a page slower by as many times as the environment says, and its scripts later: `E2E_SLOWDOWN=6 npm run e2e` finds what
 * works only where nobody is in a hurry.
 */
export async function slowDown(page: Page): Promise<void> {
  const rate = Number(process.env.E2E_SLOWDOWN ?? 1)
  if (!(rate > 1)) return
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate })
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: rate * latencyMs,
    downloadThroughput: -1,
    uploadThroughput: -1,
  })
}
