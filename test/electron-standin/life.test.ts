import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { type Fixture, launchFixture, patience, processesOf } from './launch-fixture.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })
const open: Fixture[] = []

async function launch(): Promise<Fixture> {
  const fixture = await launchFixture()
  open.push(fixture)
  return fixture
}

afterEach(async () => {
  for (const fixture of open.splice(0)) await fixture.close()
})

type Main = { fixture: { events: Record<string, unknown>[] } }

it('runs on Node 24 whatever Node the PATH finds first', async () => {
  const options = { env: { PATH: '/usr/bin:/bin' } }
  const standin = spawn(join(import.meta.dirname, 'electron'), ['--version'], options)
  const [text] = await once(standin.stdout, 'data')
  expect(String(text)).toMatch(/^v45\./)
})

it('closes with its last window and leaves no process', async () => {
  const { app, folder } = await launch()
  const ended = once(app.process(), 'exit')
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  expect(await ended).toEqual([0, null])
  await expect.poll(() => processesOf(folder), patience).toEqual([])
})

it('leaves no Chromium when it is killed', async () => {
  const { app, folder } = await launch()
  expect(processesOf(folder).length).toBeGreaterThan(1)
  const ended = once(app.process(), 'exit')
  app.process().kill('SIGKILL')
  await ended
  await expect.poll(() => processesOf(folder), patience).toEqual([])
})

it('stays open when a close listener says so', async () => {
  const { app } = await launch()
  const isOpen = await app.evaluate(({ app: application, BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    window?.once('close', (event) => event.preventDefault())
    application.quit()
    return window?.isDestroyed() === false
  })
  expect(isOpen).toBe(true)
})

it('survives the crash of its page', async () => {
  const { app } = await launch()
  const details = await app.evaluate(
    ({ app: application, BrowserWindow }) =>
      new Promise((resolve) => {
        application.once('render-process-gone', (_event, _contents, gone) => resolve(gone.reason))
        BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer()
      }),
  )
  expect(details).toBe('crashed')
  const reloaded = app.evaluate(
    ({ BrowserWindow }) =>
      new Promise<string>((resolve) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents
        contents?.once('did-finish-load', () => resolve(contents.getURL()))
        contents?.reload()
      }),
  )
  expect(await reloaded).toBe('app://fixture/')
})

it('tells the running instance about a second one, which ends', async () => {
  const { app, folder } = await launch()
  const standin = join(import.meta.dirname, 'electron')
  const second = spawn(standin, [join(import.meta.dirname, 'fixture'), `--user-data-dir=${folder}`, 'hello'], {
    stdio: 'ignore',
  })
  expect(await once(second, 'exit')).toEqual([0, null])
  const events = () => app.evaluate(() => (globalThis as unknown as Main).fixture.events)
  await expect
    .poll(async () => (await events()).find(({ name }) => name === 'second-instance'), patience)
    .toMatchObject({ argv: expect.arrayContaining(['hello']), data: { from: 'fixture' } })
})
