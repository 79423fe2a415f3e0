// A Chromium with the page of the benchmarks in it, built when it is needed.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import type { CDPSession, Page } from 'playwright'
import { build } from 'vite'
import { launchChromium } from '../support/chromium.ts'

export type BenchPage = {
  page: Page
  cdp: CDPSession
  /** Processor time of the page's main thread that something took, in milliseconds: TaskDuration of Performance.getMetrics. */
  taskMs: (something: () => Promise<unknown>) => Promise<number>
  /** The same without paint and what else a frame takes: ScriptDuration, RecalcStyleDuration and LayoutDuration, which exclude each other. */
  workMs: (something: () => Promise<unknown>) => Promise<number>
  close: () => Promise<void>
}

/** Builds the page into a temporary folder, serves it on loopback and opens it. */
export async function openBenchPage(): Promise<BenchPage> {
  const folder = await mkdtemp(join(tmpdir(), 'antiphon-bench-'))
  await build({
    configFile: false,
    logLevel: 'error',
    root: fileURLToPath(new URL('./page', import.meta.url)),
    plugins: [react()],
    build: { outDir: folder, emptyOutDir: true, chunkSizeWarningLimit: 10_000 },
  })
  const server = await serveFolder(folder)
  const browser = await launchChromium()
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  await page.goto(server.url)
  await page.waitForFunction(() => 'bench' in window)
  const cdp = await page.context().newCDPSession(page)
  // Not by the clock: what waits for a busy processor costs nothing.
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
  const measure = (names: readonly string[]) => async (something: () => Promise<unknown>) => {
    const now = async () => {
      const { metrics } = await cdp.send('Performance.getMetrics')
      return names.reduce((sum, wanted) => sum + (metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN), 0)
    }
    await cdp.send('HeapProfiler.collectGarbage')
    const before = await now()
    await something()
    return ((await now()) - before) * 1_000
  }
  return {
    page,
    cdp,
    taskMs: measure(['TaskDuration']),
    workMs: measure(['ScriptDuration', 'RecalcStyleDuration', 'LayoutDuration']),
    close: async () => {
      await browser.close()
      server.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
}

async function serveFolder(folder: string): Promise<{ url: string; close: () => void }> {
  const server = createServer((request, response) => {
    const path = request.url === '/' ? '/index.html' : (request.url ?? '')
    readFile(join(folder, path)).then(
      (body) => response.writeHead(200, { 'content-type': types[extname(path)] ?? 'text/plain' }).end(body),
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() }
}
