// What the settings tell of a key: where it is, what protects it, when it was used, and the proof that it is nowhere else.
import { appendFile, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator } from 'playwright'
import { afterEach, describe, expect, it } from 'vitest'
import { type Simulator, startSimulator } from '#simulator/simulator'
import { axeViolations } from '../support/axe.ts'
import { type App, hostsUnderTest, launchApp, pageHosts } from '../support/launch-app.ts'
import { type RawServer, rawServer } from '../support/raw-server.ts'

const key = `sk-ant-api03-${crypto.randomUUID()}-x4Qz`

let app: App
const servers: (Simulator | RawServer)[] = []
afterEach(async () => {
  await app.close()
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

/** The settings with a custom connection to this server selected, no key set yet. */
async function openKeyPanel(url: string): Promise<Locator> {
  const { id } = await app.call('connections.save', {
    id: null,
    name: 'My server',
    baseUrl: url,
    credential: 'bearer',
    consentedHost: null,
  })
  await app.call('connections.activate', { id })
  await app.page.reload()
  await app.page.getByRole('button', { name: /^Run/ }).waitFor()
  await app.page.keyboard.press('Control+,')
  const dialog = app.page.getByRole('dialog', { name: 'Settings' })
  await dialog.getByLabel('API key').waitFor()
  return dialog
}

async function saveKey(dialog: Locator, how: RegExp): Promise<void> {
  await dialog.getByLabel(/API key/).fill(key)
  await dialog.getByRole('radio', { name: how }).check()
  await dialog.getByRole('button', { name: 'Save key' }).click()
  await dialog.getByText('The key is set.').waitFor()
}

const factsOf = (dialog: Locator) => dialog.getByLabel('The key that is set')

describe.each(hostsUnderTest())('in the host %s', (host) => {
  it('a key that is kept: in the file or keychain that was chosen, and nowhere else', async () => {
    app = await launchApp({ host })
    const dialog = await openKeyPanel('http://127.0.0.1:9')
    await saveKey(dialog, host === 'browser' ? /In a file of yours/ : /keychain/)
    if (host === 'browser') {
      await factsOf(dialog).getByText(join(app.dataFolder, 'keys.json')).waitFor()
      await factsOf(dialog)
        .getByText(/not encrypted/)
        .waitFor()
    } else {
      await factsOf(dialog)
        .getByText(/keychain\.json, as a ciphertext/)
        .waitFor()
      await factsOf(dialog)
        .getByText(/gnome_libsecret|Keychain|DPAPI|kwallet/)
        .first()
        .waitFor()
    }
    await dialog.getByRole('button', { name: 'Prove it' }).click()
    await dialog.getByText(host === 'browser' ? /found only where you chose to keep it\.$/ : /: not found\.$/).waitFor()
    const found = dialog.getByRole('list', { name: 'Files that hold the key' }).getByRole('listitem')
    expect(await found.allTextContents()).toEqual(
      host === 'browser' ? ['keys.json plain text: the file that you chose'] : [],
    )
    await dialog.getByRole('button', { name: 'Remove key' }).click()
    await dialog.getByText('The key is removed.').waitFor()
    await expect.poll(() => factsOf(dialog).count()).toBe(0)
  })
})

describe.each(pageHosts())('in the host %s', (host) => {
  it('a key in memory: its place, its protection, its last use, and a search that finds it nowhere', async () => {
    const server = await startSimulator({ scenario: 'fast' })
    servers.push(server)
    app = await launchApp({ host })
    const dialog = await openKeyPanel(server.url)
    expect(await dialog.getByRole('button', { name: 'Prove it' }).count()).toBe(0)
    await saveKey(dialog, /Until Antiphon closes/)
    const facts = factsOf(dialog)
    await facts.getByText('The memory of Antiphon').waitFor()
    await facts.getByText('Nothing is written.').waitFor()
    await facts.getByText(`…x4Qz, sent to ${new URL(server.url).host} only`).waitFor()
    await dialog.getByRole('button', { name: 'Test' }).click()
    await dialog.getByText(/The key works/).waitFor()
    await facts.getByText(/^Today, \d\d:\d\d:\d\d$/).waitFor()

    await dialog.getByRole('button', { name: 'Prove it' }).focus()
    await app.page.keyboard.press('Enter')
    await dialog.getByText(/^Searched \d+ files, [\d.]+ [KM]B( and .+ packed)?, in .+: not found\.$/).waitFor()
    expect(await axeViolations(app.page)).toEqual([])

    await writeFile(join(app.dataFolder, 'logs', 'left-over.txt'), Buffer.from(`x-api-key:${key}`).toString('base64'))
    await dialog.getByRole('button', { name: 'Prove it' }).click()
    const found = dialog.getByRole('list', { name: 'Files that hold the key' }).getByRole('listitem')
    await found.first().waitFor()
    expect(await found.allTextContents()).toEqual([`${join('logs', 'left-over.txt')} base64`])
    await dialog.getByRole('alert').getByText('where it should not be').waitFor()
    expect(await axeViolations(app.page)).toEqual([])
    expect(app.complaints()).toEqual([])
  })

  it('a test of a key and a search for it can both be stopped', async () => {
    const asked = Promise.withResolvers<void>()
    const gone = Promise.withResolvers<void>()
    const silent = await rawServer((request, response) => {
      // The list of models is asked for on its own as soon as there is a key.
      if (request.url !== '/v1/models?limit=1') return
      response.on('close', gone.resolve)
      asked.resolve()
    })
    servers.push(silent)
    app = await launchApp({ host })
    const dialog = await openKeyPanel(silent.url)
    await saveKey(dialog, /Until Antiphon closes/)
    await dialog.getByRole('button', { name: 'Test' }).click()
    await asked.promise
    await dialog.getByRole('button', { name: 'Stop the test' }).click()
    await dialog.getByText('You stopped the test.').waitFor()
    await gone.promise

    // Far more than is read before anyone can press a button; it takes no room on the disk.
    const large = join(app.dataFolder, 'large')
    await appendFile(large, 'x')
    await truncate(large, 200_000_000_000)
    await dialog.getByRole('button', { name: 'Prove it' }).click()
    await dialog.getByRole('meter', { name: 'Searched' }).waitFor()
    await dialog.getByRole('button', { name: 'Stop the search' }).click()
    await dialog.getByText(/You stopped the search after \d+ files/).waitFor()
    await dialog.getByRole('button', { name: 'Prove it' }).waitFor()
    expect(app.complaints()).toEqual([])
  })
})
