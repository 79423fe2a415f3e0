import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Browser, BrowserContextOptions } from 'playwright'
import { monotonicFactory } from 'ulid'
import { openRunStore } from '#core/db/open-run-store'
import { foldersIn } from '#core/files/folders'
import { initialLimit, initialScripts, type Manifest } from '../../scripts/bundle-rules.ts'
import { root } from '../../scripts/run.ts'
import { launchChromium } from '../support/chromium.ts'
import { startServer } from '../support/launch-in-browser.ts'
import { sampleEndedRun } from '../support/sample-run.ts'
import { databaseWorker } from '../support/test-core.ts'
import { measurePair } from './pair.ts'
import { type Line, number, ratioText } from './report.ts'
import { median } from './statistics.ts'

const histories = [0, 1_000, 10_000]
const pairs = 11
const field = 'Message 1 text'
const blankPage = `<!doctype html><title>Blank</title><textarea aria-label="${field}"></textarea><button>Run</button>`

/** P18: from the navigation to a prompt that can be typed in and run, against a page that is nothing but a field and a button. */
export async function pageReady(): Promise<Line[]> {
  const browser = await launchChromium()
  const blank = await serveBlank()
  const apps: OpenApp[] = []
  try {
    const lines: Line[] = []
    for (const runs of histories) {
      const app = await openApp(browser, runs)
      apps.push(app)
      const { ours, baseline, ...ratio } = await measurePair(
        () => readyMs(browser, app),
        () => readyMs(browser, blank),
        pairs,
      )
      lines.push({
        id: 'P18',
        what: `page ready to be typed in and run, ${number(runs)} runs in the history, against a blank page`,
        result: `${ratioText(ratio)}, ${number(median(ours))} against ${number(median(baseline))} ms`,
        target: '≤ 2.5x',
        isMet: ratio.high <= 2.5,
      })
    }
    const flatness = await measurePair(
      () => readyMs(browser, apps.at(-1)!),
      () => readyMs(browser, apps[0]!),
      2 * pairs,
    )
    lines.push({
      id: 'P18',
      what: 'page ready with 10,000 runs against none',
      result: ratioText(flatness),
      target: 'flat (≤ 1.2x)',
      isMet: flatness.high <= 1.2,
    })
    return [...lines, initialSize()]
  } finally {
    await browser.close()
    blank.close()
    for (const app of apps) await app.close()
  }
}

type Place = { url: string; state?: BrowserContextOptions['storageState'] }

/** Milliseconds from the navigation to a field that takes typing and a Run beside it, in a context of its own. */
async function readyMs(browser: Browser, { url, state }: Place): Promise<number> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    ...(state && { storageState: state }),
  })
  const page = await context.newPage()
  const startedAt = performance.now()
  await page.goto(url, { waitUntil: 'commit' })
  const box = page.locator(`[aria-label="${field}"]:not([aria-readonly="true"])`).first()
  await Promise.all([box.waitFor(), page.locator('button:enabled', { hasText: 'Run' }).first().waitFor()])
  const ms = performance.now() - startedAt
  await box.pressSequentially('x')
  await context.close()
  return ms
}

type OpenApp = Place & { close: () => Promise<void> }

/** The built app over a data folder with so many runs, and what a browser that has been there before brings along. */
async function openApp(browser: Browser, runs: number): Promise<OpenApp> {
  const folder = await mkdtemp(join(tmpdir(), 'antiphon-bench-'))
  await fillHistory(folder, runs)
  const server = await startServer(folder)
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(server.url)
  await page.getByRole('textbox', { name: field }).waitFor()
  const state = await context.storageState()
  await context.close()
  return {
    url: new URL(server.url).origin,
    state,
    close: async () => {
      await server.end('SIGTERM')
      await rm(folder, { recursive: true, force: true, maxRetries: 10 })
    },
  }
}

async function fillHistory(folder: string, runs: number): Promise<void> {
  const fail = (what: unknown) => {
    throw new Error(String(what))
  }
  const store = openRunStore({
    file: foldersIn(folder).database,
    worker: databaseWorker,
    onNotice: fail,
    onDeath: fail,
  })
  const newId = monotonicFactory()
  const start = Date.now() - runs * 60_000
  for (let first = 0; first < runs; first += 500) {
    const batch = Array.from({ length: Math.min(500, runs - first) }, (_, index) => {
      const at = start + (first + index) * 60_000
      return store.insert(sampleEndedRun({ id: newId(at), startedAt: new Date(at).toISOString() }))
    })
    await Promise.all(batch)
  }
  await store.close()
}

function initialSize(): Line {
  const folder = join(root, 'out/renderer')
  const manifest = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8')) as Manifest
  const bytes = initialScripts(manifest)
    .map((file) => gzipSync(readFileSync(join(folder, file)), { level: 9 }).length)
    .reduce((sum, length) => sum + length, 0)
  return {
    id: 'P18',
    what: 'JavaScript that the page loads before it shows, gzip',
    result: `${(bytes / 1024).toFixed(1)} KB`,
    target: `≤ ${initialLimit / 1024} KB (count)`,
    isMet: bytes <= initialLimit,
  }
}

async function serveBlank(): Promise<{ url: string; close: () => void }> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(blankPage)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() }
}
