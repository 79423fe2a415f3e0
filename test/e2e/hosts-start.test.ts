// What a user types in a terminal: npm start, npm run web.
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { root } from '../../scripts/run.ts'
import { launchApp } from '../support/launch-app.ts'
import { startServer } from '../support/launch-in-browser.ts'

let folder: string
const running: ChildProcess[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'antiphon-start-'))
})
afterEach(async () => {
  for (const child of running.splice(0)) await end(child)
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 })
})

const ready = /^Antiphon is ready: http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}$/m

type Terminal = { stdout: string; stderr: string; code: Promise<number | null>; child: ChildProcess }

/** Runs one of the scripts as npm does; DISPLAY and Electron are only what `environment` says. */
function type(script: string, args: string[], environment: NodeJS.ProcessEnv = {}): Terminal {
  const { DISPLAY: _, WAYLAND_DISPLAY: __, ELECTRON_OVERRIDE_DIST_PATH: ___, ...rest } = process.env
  const child = spawn(process.execPath, [join(root, 'scripts', script), ...args], {
    cwd: root,
    env: { ...rest, ...environment },
  })
  running.push(child)
  const code = new Promise<number | null>((resolve) => child.once('close', resolve))
  const terminal: Terminal = { stdout: '', stderr: '', code, child }
  child.stdout.on('data', (chunk) => {
    terminal.stdout += chunk
  })
  child.stderr.on('data', (chunk) => {
    terminal.stderr += chunk
  })
  return terminal
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('close', resolve))
  child.kill('SIGTERM')
  await gone
}

const patience = { timeout: 30_000 }

it('npm run web prints one line, serves, and ends in order', async () => {
  const terminal = type('web.mjs', ['--port', '0', '--data-dir', folder, '--no-open'])
  await expect.poll(() => terminal.stdout, patience).toMatch(ready)
  expect(terminal.stdout.trim().split('\n')).toHaveLength(1)
  terminal.child.kill('SIGTERM')
  expect(await terminal.code).toBe(0)
  expect(existsSync(join(folder, 'antiphon.lock.json'))).toBe(false)
  expect(existsSync(join(folder, 'antiphon.db-wal'))).toBe(false)
})

it('npm start opens the browser-hosted app and says why where there is no display', async () => {
  const terminal = type('start.mjs', ['--data-dir', folder, '--no-open'])
  await expect.poll(() => terminal.stdout, patience).toMatch(ready)
  await expect
    .poll(() => terminal.stderr, patience)
    .toContain('There is no display for a window here, so Antiphon opens in the browser instead.\n')
})

it('npm start opens the browser-hosted app where Electron cannot start', async () => {
  const environment = { DISPLAY: ':99', ELECTRON_EXEC_PATH: '/bin/false' }
  const terminal = type('start.mjs', ['--data-dir', folder, '--no-open'], environment)
  await expect.poll(() => terminal.stdout, patience).toMatch(ready)
  await expect.poll(() => terminal.stderr, patience).toContain('so Antiphon opens in the browser instead.')
})

it('npm start opens the desktop app where there is a display and an Electron', async () => {
  const standin = join(root, 'test/electron-standin')
  const environment = { DISPLAY: ':99', ELECTRON_OVERRIDE_DIST_PATH: standin }
  const terminal = type('start.mjs', [`--user-data-dir=${folder}`], environment)
  const note = join(folder, 'antiphon.lock.json')
  await expect
    .poll(() => existsSync(note) && JSON.parse(readFileSync(note, 'utf8')), patience)
    .toMatchObject({ url: null })
  expect(terminal.stdout).not.toContain('ready')
})

it('a second one on the same folder says where the first is, and leaves it alone', async () => {
  const first = await startServer(folder)
  const second = type('web.mjs', ['--data-dir', folder, '--no-open'])
  expect(await second.code).toBe(1)
  expect(second.stdout).toBe('')
  expect(second.stderr).toContain(
    `Antiphon already runs with the data folder ${folder} at ${new URL(first.url).origin} (process `,
  )
  await first.end('SIGKILL')
  const third = await startServer(folder)
  await third.end('SIGTERM')
})

it('a folder that cannot be used and a taken port are said in one sentence', async () => {
  const impossible = type('web.mjs', ['--data-dir', '/dev/null/x', '--no-open'])
  expect(await impossible.code).toBe(1)
  expect(impossible.stderr).toMatch(/^The data folder \/dev\/null\/x cannot be written: .+\n$/)
  const first = await startServer(folder)
  const other = mkdtempSync(join(tmpdir(), 'antiphon-start-'))
  const second = type('web.mjs', ['--data-dir', other, '--port', new URL(first.url).port, '--no-open'])
  expect(await second.code).toBe(1)
  expect(second.stderr).toMatch(
    /^Port \d+ is taken by another program; choose another one \(--port\), or 0 for any\.\n$/,
  )
  await first.end('SIGTERM')
  rmSync(other, { recursive: true })
})

it('a mistake on the command line is one sentence and exit code 2', async () => {
  const terminal = type('web.mjs', ['--prot', '1'])
  expect(await terminal.code).toBe(2)
  expect(terminal).toMatchObject({ stdout: '', stderr: 'There is no option --prot. See --help.\n' })
})

it('connects to nothing at start, and to this machine only when it counts tokens (S44)', async () => {
  const reporter = pathToFileURL(join(root, 'test/support/report-connections.mjs')).href
  const app = await launchApp({ host: 'browser', env: { NODE_OPTIONS: `--import=${reporter}` } })
  const contacts = () => app.output().match(/^(connection to|look-up of) .*/gm) ?? []
  const [entry] = await app.call('prompts.list', {})
  const { prompt } = await app.call('prompts.open', { id: entry?.id ?? '' })
  await app.call('tokens.count', { prompt })
  await expect.poll(contacts).toContain('connection to 127.0.0.1')
  expect(contacts().filter((contact) => !contact.endsWith(' 127.0.0.1'))).toEqual([])
  await app.close()
})
