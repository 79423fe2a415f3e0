import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from '../../scripts/run.ts'
import { launchChromium, screenReaderFlag } from './chromium.ts'
import type { EndSignal, Running } from './launch-app.ts'
import { sharedChromium } from './shared-chromium.ts'
import { slowDown } from './slow-down.ts'

/** A server process that has printed its address. */
export type ServerProcess = { url: string; output: () => string; end: (signal: EndSignal) => Promise<void> }

/** Starts the built server on a free port and waits for its address; rejects with what it printed where it ends instead. */
export function startServer(dataFolder: string, env: NodeJS.ProcessEnv = process.env): Promise<ServerProcess> {
  const script = join(root, 'out/main/server.js')
  const child = spawn(process.execPath, [script, '--port', '0', '--data-dir', dataFolder, '--no-open'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  return new Promise((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      output += chunk
      const [, url] = /^Antiphon is ready: (\S+)$/m.exec(output) ?? []
      if (url) resolve({ url, output: () => output, end: (signal) => end(child, signal) })
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.on('close', (code) => reject(new Error(`The server ended (${code}) before it was ready:\n${output}`)))
  })
}

function end(child: ChildProcess, signal: EndSignal): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    child.once('close', () => resolve())
    child.kill(signal)
  })
}

/** The browser-hosted app in a context of its own; where a screen reader is believed to run, in a Chromium of its own. */
export async function launchInBrowser(
  dataFolder: string,
  env: Record<string, string>,
  screenReader = false,
): Promise<Running> {
  // The one that fails, fails alone: the browser is closed with the test file.
  const [server, browser] = await Promise.all([
    startServer(dataFolder, env),
    screenReader ? launchChromium(undefined, [screenReaderFlag]) : sharedChromium(),
  ])
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  const page = await context.newPage()
  await slowDown(page)
  await page.goto(server.url)
  return {
    page,
    output: server.output,
    stop: async () => {
      await (screenReader ? browser : context).close()
      await server.end('SIGTERM')
    },
    kill: (signal = 'SIGKILL') => server.end(signal),
  }
}
