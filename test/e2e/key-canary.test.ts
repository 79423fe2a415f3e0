// Plants a key that exists nowhere else, uses it in every way, and looks for it everywhere: it must be found nowhere.
import type { Page } from 'playwright'
import { afterEach, describe, expect, it } from 'vitest'
import { type Simulator, startSimulator } from '#simulator/simulator'
import { filesWithSecret, findSecret } from '../support/find-secret.ts'
import { type App, hostsUnderTest, launchApp } from '../support/launch-app.ts'

const canary = `sk-ant-api03-${crypto.randomUUID()}-${crypto.randomUUID()}`

let app: App
let server: Simulator
afterEach(async () => {
  await app.close()
  await server.close()
})

/** Every string that the page's own memory holds, with what its storage and its document hold. */
async function memoryOf(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page)
  const chunks: string[] = []
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk))
  await session.send('HeapProfiler.enable')
  await session.send('HeapProfiler.collectGarbage')
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  await session.detach()
  const shown = await page.evaluate(() =>
    JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), document.documentElement.outerHTML]),
  )
  return chunks.join('') + shown
}

/** All that the core sends to the page over a socket, as text. */
function listen(page: Page): string[] {
  const received: string[] = []
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => received.push(String(payload))))
  return received
}

describe.each(hostsUnderTest())('in the host %s', (host) => {
  it('a key that is typed, tested and used is found in no file, no log, no message to the page, no memory of it', async () => {
    server = await startSimulator({ scenario: 'fast' })
    app = await launchApp({ host })
    const { page } = app
    const received = listen(page)
    await page.reload()
    const { id } = await app.call('connections.save', {
      id: null,
      name: 'Canary',
      baseUrl: server.url,
      credential: 'both',
      consentedHost: null,
    })
    await app.call('connections.activate', { id })
    await page.reload()
    await page.getByRole('button', { name: /^Run/ }).waitFor()

    await page.keyboard.press('Control+,')
    const dialog = page.getByRole('dialog', { name: 'Settings' })
    await dialog.getByLabel('API key').fill(canary)
    await dialog.getByRole('button', { name: 'Save key' }).click()
    await dialog.getByText(canary.slice(-4)).first().waitFor()
    await dialog.getByRole('button', { name: 'Test' }).click()
    await dialog.getByText(/The key works/).waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    for (const scenario of [
      'fast',
      'unauthorized-401',
      'html-200',
      'error-event?pace=fast',
      'malformed-event?pace=fast',
      'cut?after=600&pace=fast',
      'redirect',
    ]) {
      server.setScenario(scenario)
      const before = (await app.call('runs.list', { before: null, limit: 200 })).runs.length
      await page.keyboard.press('Control+Enter')
      await page.getByRole('region', { name: 'History' }).getByRole('listitem').nth(before).waitFor()
      await page.getByRole('button', { name: /^Run/ }).waitFor()
    }
    expect(server.requests.filter(({ headers }) => headers['x-api-key'] === canary).length).toBeGreaterThan(5)
    for (const name of ['JSON', 'Blocks', 'Events', 'Wire']) {
      await page.getByRole('tab', { name, exact: true }).click()
    }
    await page
      .getByRole('article', { name: 'Attempt 1' })
      .getByText(`…${canary.slice(-4)}`)
      .first()
      .waitFor()
    const { runs } = await app.call('runs.list', { before: null, limit: 200 })
    for (const { id } of runs) {
      const { text } = await app.call('runs.curl', { id, attempt: 1 })
      expect(findSecret(text, canary)).toEqual([])
      const query = { id, attempt: 1, part: 'response' as const, offset: 0, limit: 1_000_000 }
      expect(findSecret(JSON.stringify(await app.call('runs.wire', { id })), canary)).toEqual([])
      expect(findSecret(JSON.stringify(await app.call('runs.wireText', query)), canary)).toEqual([])
    }

    // The page that was typed into is let go: what stays is what the core ever told a page.
    await page.reload()
    await page.getByRole('region', { name: 'History' }).getByRole('listitem').first().waitFor()
    expect(await app.call('connections.list', {})).not.toContain(canary)
    const memory = await memoryOf(page)
    // The name of the connection is there, so the scan does see what the page was told.
    expect(findSecret(memory, 'Canary')).not.toEqual([])
    expect(findSecret(memory, canary)).toEqual([])
    expect(findSecret(received.join('\n'), canary)).toEqual([])
    expect(received.length > 0).toBe(host === 'browser')
    expect(filesWithSecret(app.dataFolder, canary)).toEqual([])
    expect(findSecret(app.output(), canary)).toEqual([])
  })

  it('a key from the environment reaches no page either', async () => {
    server = await startSimulator()
    app = await launchApp({
      host,
      env: {
        ANTHROPIC_API_KEY: canary,
        ANTHROPIC_BASE_URL: server.url,
        ANTHROPIC_CUSTOM_HEADERS: `x-stolen: ${canary}`,
      },
    })
    await app.call('connections.activate', { id: 'anthropic' })
    const { connections } = await app.call('connections.list', {})
    const key = connections.find(({ id }) => id === 'anthropic')?.key
    expect(key).toMatchObject({ set: true, last4: canary.slice(-4), protection: { kind: 'environment' } })
    await app.page.reload()
    await app.page.getByRole('region', { name: 'History' }).waitFor()
    expect(findSecret(await memoryOf(app.page), canary)).toEqual([])
    expect(filesWithSecret(app.dataFolder, canary)).toEqual([])
    expect(findSecret(app.output(), canary)).toEqual([])
    expect(server.requests).toEqual([])
  })
})
