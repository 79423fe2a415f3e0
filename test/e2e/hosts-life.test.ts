import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type App, hostsUnderTest, launchApp } from '../support/launch-app.ts'

let app: App | null = null
afterEach(async () => {
  await app?.close()
  app = null
})

/** The notice is there, also after a reload, and gone for good once it was dismissed. */
async function expectNotice({ page }: App, words: string, path: string): Promise<void> {
  const notice = page.getByRole('status').filter({ hasText: words })
  await notice.waitFor()
  expect(await notice.textContent()).toContain(path)
  await page.reload()
  await notice.getByRole('button', { name: 'Dismiss' }).click()
  await notice.waitFor({ state: 'detached' })
  await page.reload()
  await page.getByRole('textbox', { name: 'System prompt' }).waitFor()
  expect(await notice.count()).toBe(0)
}

describe.each(hostsUnderTest())('the app in %s, once it has started,', (host) => {
  let started: App
  beforeAll(async () => {
    started = await launchApp({ host, scenario: 'overloaded-529' })
  })
  afterAll(() => started.close())

  it('shows its screen without a complaint', async () => {
    await started.page.getByRole('textbox', { name: 'System prompt' }).waitFor()
    expect(started.complaints()).toEqual([])
    expect(await started.page.title()).toBe('Antiphon')
    expect(await started.call('app.info', {})).toMatchObject({
      host: host === 'browser' ? 'browser' : 'desktop',
      dataFolder: started.dataFolder,
    })
  })

  it('goes on after a reload', async () => {
    await started.page.getByRole('textbox', { name: 'System prompt' }).waitFor()
    await started.page.reload()
    await started.page.getByRole('textbox', { name: 'System prompt' }).waitFor()
    expect(await started.call('settings.set', { theme: 'dark' })).toMatchObject({ theme: 'dark' })
  })

  it('keeps its files to this user (S43)', async () => {
    await started.call('settings.set', { theme: 'dark' })
    const { dataFolder } = started
    const ownFiles = readdirSync(dataFolder).filter((name) =>
      /^(antiphon|config|presets|keys|library|journal|logs|trash)/.test(name),
    )
    expect(ownFiles).toContain('config.json')
    for (const name of ownFiles) {
      expect({ name, others: statSync(join(dataFolder, name)).mode & 0o077 }).toEqual({ name, others: 0 })
    }
  })

  it('obeys the simulator’s scenario', async () => {
    expect(await started.call('simulator.info', {})).toMatchObject({ scenario: 'overloaded-529' })
  })
})

describe.each(hostsUnderTest())('the app in %s', (host) => {
  it('remembers its settings after it was closed, and after it was killed', async () => {
    app = await launchApp({ host })
    await app.call('settings.set', { theme: 'dark' })
    app = await app.restart()
    expect(await app.call('settings.get', {})).toMatchObject({ theme: 'dark' })
    await app.call('settings.set', { theme: 'light' })
    await app.kill()
    app = await app.restart()
    expect(await app.call('settings.get', {})).toMatchObject({ theme: 'light' })
  })

  it('stops a run in flight and writes it when SIGTERM or SIGINT ends the app (R33)', async () => {
    app = await launchApp({ host, scenario: 'slow' })
    for (const [before, signal] of (['SIGTERM', 'SIGINT'] as const).entries()) {
      await app.page.getByRole('banner').getByRole('button', { name: /^Run/ }).click()
      await expect.poll(() => app?.page.getByRole('tabpanel').textContent()).toContain('urgency')
      await app.kill(signal)
      app = await app.restart()
      const { runs } = await app.call('runs.list', { before: null, limit: 5 })
      expect(runs.map(({ state }) => state)).toEqual(Array.from({ length: before + 1 }, () => 'stopped'))
    }
  })

  it('sets damaged settings and a damaged history aside, starts, and says once where they are (R34, R35)', async () => {
    app = await launchApp({ host })
    const { dataFolder } = app
    await app.call('settings.set', { theme: 'dark' })
    await app.kill()
    for (const name of readdirSync(dataFolder)) {
      if (name.startsWith('antiphon.db')) rmSync(join(dataFolder, name))
    }
    writeFileSync(join(dataFolder, 'antiphon.db'), 'this is no database, '.repeat(500))
    writeFileSync(join(dataFolder, 'config.json'), '{"view": {"the')
    app = await app.restart()
    expect(await app.call('settings.get', {})).toMatchObject({ theme: 'system' })
    const aside = (name: string) =>
      join(dataFolder, readdirSync(dataFolder).find((found) => found.startsWith(`${name}.damaged`)) ?? '')
    expect(readFileSync(aside('config.json'), 'utf8')).toBe('{"view": {"the')
    await expectNotice(app, 'settings file was damaged', aside('config.json'))
    await expectNotice(app, 'run history was damaged', aside('antiphon.db'))
  })
})

it('a tab says once that its server is gone, and keeps what it shows', async () => {
  app = await launchApp({ host: 'browser' })
  const prompt = app.page.getByRole('textbox', { name: 'System prompt' })
  await prompt.waitFor()
  await app.kill()
  await app.page.getByText('does not answer any more').waitFor()
  expect(await app.page.getByText('does not answer any more').count()).toBe(1)
  expect(await prompt.isVisible()).toBe(true)
})

it('a tab whose server ends while scripts are still on their way keeps what it shows, and can still be typed in', async () => {
  app = await launchApp({ host: 'browser' })
  const fetched = Promise.withResolvers<void>()
  await app.page.route(
    /\/(code-editor|combobox-field|tooltip-bubble|toast-region|settings-dialog)-.+js$/,
    async (route) => {
      await fetched.promise
      await route.continue()
    },
  )
  await app.page.reload({ waitUntil: 'commit' })
  const prompt = app.page.getByRole('textbox', { name: 'System prompt' })
  await prompt.waitFor()
  await app.kill()
  fetched.resolve()
  await app.page.getByText('does not answer any more').waitFor()
  await prompt.fill('Still here.')
  await app.page.getByRole('button', { name: 'Open settings' }).click()
  await app.page.getByRole('button', { name: 'Keyboard shortcuts' }).click()
  expect(await prompt.inputValue()).toBe('Still here.')
})

it('a script that cannot be fetched is told, takes nothing else away, and comes with its looks when it is tried again', async () => {
  app = await launchApp({ host: 'browser' })
  const refused: string[] = []
  await app.page.route('**/assets/starters-dialog-*', async (route) => {
    await route.abort()
    refused.push(route.request().resourceType())
  })
  await app.page.getByRole('button', { name: 'New from a starter…' }).click()
  await app.page.getByText('A part of this window could not be fetched').waitFor()
  expect(await app.page.getByRole('textbox', { name: 'System prompt' }).isVisible()).toBe(true)
  // By itself it is asked for once more.
  await expect.poll(() => refused.filter((kind) => kind === 'stylesheet').length).toBe(2)
  await app.page.unroute('**/assets/starters-dialog-*')
  await app.page.getByRole('button', { name: 'Try again' }).click()
  const starter = app.page.getByRole('dialog', { name: 'New from a starter' }).getByRole('listitem').first()
  await starter.waitFor()
  expect(await starter.locator('..').evaluate((list) => getComputedStyle(list).display)).toBe('grid')
})
