// Starts the built app, as a user would, in each host that this machine can run.
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright'
import type { Answer, Input, OnceName } from '#shared/contract'
import { installedExecutable } from '../../scripts/desktop.ts'
import { root } from '../../scripts/run.ts'
import { callCore } from './call-core.ts'
import { launchDesktop } from './launch-desktop.ts'
import { launchInBrowser } from './launch-in-browser.ts'

/** `desktop-standin`: the desktop bundle on test/electron-standin. `desktop`: the same bundle in the real Electron. */
export type HostName = 'browser' | 'desktop-standin' | 'desktop'

export type LaunchOptions = {
  host: HostName
  /** Kept after `close` where it is given; without it a new one is made, and removed by `close`. */
  dataFolder?: string
  /** Beside this process's environment, from which everything of Anthropic's has been taken away. */
  env?: Record<string, string>
  /** What the simulator is told to do, such as `cut?after=200`. */
  scenario?: string
  /** Whether the browser believes that a screen reader runs; only in the host `browser`. */
  screenReader?: boolean
}

export type App = {
  host: HostName
  page: Page
  dataFolder: string
  /** Everything that the app's own process wrote to stdout and stderr so far. */
  output: () => string
  /** Uncaught errors of the page and what it, or the browser for it, wrote with console.error: blocked styles, for one. */
  complaints: () => string[]
  /** Makes a call on the core past the screen, with the rights of the page. */
  call: <Name extends OnceName>(name: Name, input: Input<Name>) => Promise<Answer<Name>>
  close: () => Promise<void>
  /** Ends the app's process with a signal, SIGKILL unless told otherwise; the data folder stays until `close`. */
  kill: (signal?: EndSignal) => Promise<void>
  /** Closes the app, if it still runs, and starts it again over the same data folder. */
  restart: () => Promise<App>
}

export type EndSignal = 'SIGKILL' | 'SIGTERM' | 'SIGINT' | 'SIGHUP'

/** A running host: the app's process and the window on it. */
export type Running = {
  page: Page
  output: () => string
  stop: () => Promise<void>
  kill: (signal?: EndSignal) => Promise<void>
}

/** The hosts that tests run over. Says so where the real Electron is not among them. */
export function hostsUnderTest(): HostName[] {
  if (realElectron() !== null) return ['browser', 'desktop-standin', 'desktop']
  console.info('Not run: the tests in the real Electron, because its binary is not installed (npx install-electron).')
  return ['browser', 'desktop-standin']
}

/**
 * The hosts for tests of what only the page does, such as editing: the stand-in would show them the very page that the browser
 * does, in the same Chromium.
 */
export function pageHosts(): HostName[] {
  return hostsUnderTest().filter((host) => host !== 'desktop-standin')
}

/** Launches the built app and waits until its page shows something. */
export async function launchApp(options: LaunchOptions): Promise<App> {
  if (!existsSync(join(root, 'out/main/server.js'))) throw new Error('There is no build to test: npm run build first.')
  const dataFolder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), 'antiphon-e2e-')))
  const running = await launchHost(options, dataFolder)
  const complaints = collectComplaints(running.page)
  const call: App['call'] = (name, input) => callCore(running.page, name, input)
  try {
    await running.page.locator('#root > *').first().waitFor({ state: 'attached' })
    if (options.scenario !== undefined) await call('simulator.setScenario', { scenario: options.scenario })
  } catch (error) {
    await running.stop()
    throw new Error(`The app shows nothing; it said:\n${running.output()}${complaints.join('\n')}`, { cause: error })
  }
  return {
    host: options.host,
    page: running.page,
    dataFolder,
    output: running.output,
    complaints: () => complaints,
    call,
    close: async () => {
      await running.stop()
      if (options.dataFolder === undefined) await rm(dataFolder, { recursive: true, force: true, maxRetries: 10 })
    },
    kill: running.kill,
    restart: async () => {
      await running.stop()
      const next = await launchApp({ ...options, dataFolder })
      const removesFolder = options.dataFolder === undefined
      return removesFolder ? { ...next, close: () => closeAndRemove(next) } : next
    },
  }
}

async function closeAndRemove(app: App): Promise<void> {
  await app.close()
  await rm(app.dataFolder, { recursive: true, force: true, maxRetries: 10 })
}

function launchHost({ host, env: added, screenReader }: LaunchOptions, dataFolder: string): Promise<Running> {
  const env = environment(added)
  if (host === 'browser') return launchInBrowser(dataFolder, env, screenReader)
  return launchDesktop(host === 'desktop' ? realElectron() : null, dataFolder, env)
}

function realElectron(): string | null {
  return installedExecutable(join(root, 'node_modules/electron'))
}

/** A developer's key must not reach a test, and neither must an address to send it to. */
function environment(added: Record<string, string> = {}): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !entry[0].toUpperCase().startsWith('ANTHROPIC_'),
  )
  return { ...Object.fromEntries(kept), ...added }
}

function collectComplaints(page: Page): string[] {
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  return complaints
}
