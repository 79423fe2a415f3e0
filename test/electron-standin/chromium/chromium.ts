// Starts and stops the Chromium behind the windows.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { DevTools } from './devtools.ts'
import { chromiumExecutable } from './executable.ts'

const flags: Record<string, string> = {
  headless: '',
  'no-sandbox': '',
  'disable-gpu': '',
  'disable-quic': '',
  'no-first-run': '',
  'no-startup-window': '',
  'hide-scrollbars': '',
  'use-fake-device-for-media-stream': '', // so that a denied camera is refused, not missing
  'disable-background-networking': '',
  'disable-component-update': '',
  'disable-sync': '',
  // A page keeps its frames in one process, so that one session sees the requests of all of them.
  'disable-site-isolation-trials': '',
  // Whatever a page tries, it cannot leave this machine.
  'host-resolver-rules': 'MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
  'remote-debugging-port': '0', // for Playwright
  'remote-debugging-pipe': '', // for us; Chromium quits when its other end closes
}
const disabledFeatures = ['IsolateOrigins', 'site-per-process']

let child: ChildProcess | undefined
let devTools: DevTools | undefined
let isListening = false
let isStopping = false

/** The connection to the running Chromium. @throws before `startChromium` has resolved. */
export function chromium(): DevTools {
  if (!devTools) throw new Error('Chromium has not started yet')
  return devTools
}

function commandLine(profile: string, switches: ReadonlyMap<string, string>): string[] {
  const all = new Map([...Object.entries(flags), ...switches])
  all.set('disable-features', [switches.get('disable-features'), ...disabledFeatures].filter(Boolean).join(','))
  all.set('user-data-dir', profile)
  return [...all].map(([name, value]) => (value === '' ? `--${name}` : `--${name}=${value}`))
}

/**
 * Starts Chromium with a fresh profile inside `folder` and resolves once it listens, having printed its
 * "DevTools listening on" line, for which Playwright waits.
 */
export async function startChromium(folder: string, switches: ReadonlyMap<string, string>): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const profile = mkdtempSync(join(folder, 'standin-chromium-'))
  const started = spawn(chromiumExecutable(), commandLine(profile, switches), {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
  })
  child = started
  process.on('exit', () => {
    isStopping = true
    started.kill('SIGKILL')
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  })
  started.on('exit', (code) => {
    if (isStopping) return
    process.stderr.write(`The stand-in's Chromium ended by itself (${code}).\n`)
    process.exit(1)
  })
  devTools = new DevTools(started.stdio[3] as Writable, started.stdio[4] as Readable)
  await listening(started)
  isListening = true
}

function listening(started: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    let text = ''
    started.stderr?.on('data', (chunk: Buffer) => {
      if (process.env.STANDIN_DEBUG) process.stderr.write(chunk)
      if (text === 'found') return
      text += chunk
      const [announcement] = /^DevTools listening on ws:\S+(?=\n)/m.exec(text) ?? []
      if (!announcement) return
      text = 'found'
      process.stderr.write(`${announcement}\n`)
      resolve()
    })
  })
}

/** Asks Chromium to quit, so that it takes its own children with it, and resolves when it has. */
export async function stopChromium(): Promise<void> {
  isStopping = true
  if (!child || child.exitCode !== null) return
  const ended = new Promise((resolve) => child?.once('exit', resolve))
  if (isListening)
    devTools?.browser.send('Browser.close').catch(() => {}) // it may be gone before it can answer
  else child.kill('SIGKILL')
  const impatience = setTimeout(() => child?.kill('SIGKILL'), 3_000)
  await ended
  clearTimeout(impatience)
}
