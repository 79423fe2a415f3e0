import { createHash } from 'node:crypto'
import { copyFileSync, rmSync, statSync } from 'node:fs'
import { mkdtemp, open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { type Database, openRunStore } from '#core/db/open-run-store'
import { sampleRun } from '../support/sample-run.ts'
import { createTestCore, databaseWorker } from '../support/test-core.ts'
import { historyOf, openCalls, runAt, words } from './history-data.ts'
import { type Line, number } from './report.ts'
import { median } from './statistics.ts'

const many = 100_000
const seconds = 4
const rounds = 5
const streams = 32
const stay = { signal: new AbortController().signal }

type Busy = { search: () => unknown; save: (place: number) => unknown; take: () => unknown }

/** P16: how late the thread that serves windows is, while another one searches, imports and keeps 32 streams. */
export async function servingDelay(): Promise<Line[]> {
  const folder = await mkdtemp(join(tmpdir(), 'antiphon-bench-'))
  const file = join(folder, 'history.db')
  copyFileSync(await historyOf(many), file)
  const onThread = openRunStore({ file, worker: databaseWorker, onNotice: () => {}, onDeath: () => {} })
  await onThread.list({ before: null, limit: 1 })
  const apart: number[] = []
  const idle: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    idle.push(await delayWhile(null))
    apart.push(await delayWhile(busyWith(onThread, round)))
  }
  await onThread.close()
  const calls = openCalls(file)
  const here = await delayWhile({
    search: () => calls.search({ text: words.common, filter: {}, order: 'best', after: null, limit: 50 }),
    save: (place) => calls.insert(sampleRun({ id: `here-${place}` })),
    take: () => calls.usage({ from: '2024-01-01T00:00:00.000Z', until: '2027-01-01T00:00:00.000Z' }),
  })
  calls.close()
  rmSync(folder, { recursive: true, force: true })
  const ratios = apart.map((delay, round) => delay / (idle[round] ?? Number.NaN))
  const times = `${number(median(apart))} ms against ${number(median(idle))} ms idle and ${number(here)} ms on the same thread`
  return [
    {
      id: 'P16',
      what: 'delay of the serving thread, p99, while runs are searched, reckoned up and saved, against idle',
      result: `${number(median(ratios))}x (${number(Math.min(...ratios))} to ${number(Math.max(...ratios))}), ${times}`,
      target: '≤ 1.3x',
      isMet: Math.max(...ratios) <= 1.3,
    },
    {
      id: 'P16',
      what: 'the same, against the same calls on that thread',
      result: `${number(here / median(apart))} times better`,
      target: '≥ 10 times',
      isMet: here / Math.max(...apart) >= 10,
    },
  ]
}

function busyWith(store: Database, round: number): Busy {
  return {
    search: () => store.search({ text: words.common, filter: {}, order: 'best', after: null, limit: 50 }),
    save: (place) => store.insert(sampleRun({ id: `thread-${round}-${place}` })),
    take: () => store.usage({ from: '2024-01-01T00:00:00.000Z', until: '2027-01-01T00:00:00.000Z' }),
  }
}

/** The 99th percentile of the delay of this thread's loop in ms, while it does this work or none. */
async function delayWhile(busy: Busy | null): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 5 })
  const end = performance.now() + seconds * 1_000
  delay.enable()
  const repeat = async (work: () => unknown, everyMs: number) => {
    while (performance.now() < end) {
      await work()
      await new Promise((resolve) => setTimeout(resolve, everyMs))
    }
  }
  let place = 0
  const work = busy
    ? [
        repeat(busy.search, 30),
        repeat(busy.take, 200),
        ...Array.from({ length: streams }, () => repeat(() => busy.save(++place), 1_000 / 4)),
      ]
    : [repeat(() => {}, 1_000)]
  await Promise.all(work)
  delay.disable()
  return delay.percentile(99) / 1e6
}

/** P24: a whole history out to a file and into another one: what the process needs at most beyond its rest. */
export async function carryingHistory(): Promise<Line[]> {
  const [there, here] = [
    await mkdtemp(join(tmpdir(), 'antiphon-bench-')),
    await mkdtemp(join(tmpdir(), 'antiphon-bench-')),
  ]
  copyFileSync(await historyOf(many), join(there, 'antiphon.db'))
  const lines: Line[] = []
  let path = ''
  const source = await createTestCore({ dataFolder: there, chooseFile: async (name) => join(there, name) })
  await source.handlers['history.facets']({}, stay)
  const out = await memoryOf(async () => {
    for await (const event of source.handlers['history.export'](
      { choice: { filter: {} }, format: 'jsonl', withWire: true },
      stay,
    )) {
      if (event.type === 'end') path = event.file.path ?? ''
    }
  })
  lines.push(lineOf(`${number(many)} runs exported, ${number(statSync(path).size / 1e6)} MB`, out))
  await source.dispose()
  const target = await createTestCore({ dataFolder: here })
  await target.handlers['history.facets']({}, stay)
  let imported = 0
  const into = await memoryOf(async () => {
    const upload = await sendFile(path, async (upload, offset, data) => {
      await target.handlers['history.importPart']({ upload, offset, data }, stay)
    })
    for await (const event of target.handlers['history.import']({ upload }, stay)) {
      if (event.type === 'end') imported = event.imported
    }
  })
  lines.push(lineOf(`${number(imported)} runs imported`, into))
  await target.dispose()
  for (const folder of [there, here]) rmSync(folder, { recursive: true, force: true })
  const all = await memoryOf(async () => {
    const whole = JSON.stringify(Array.from({ length: many }, (_, place) => runAt(place)))
    createHash('sha1').update(whole.slice(0, 10)).digest('hex')
  })
  lines.push({ ...lineOf('the baseline: the same runs as one JSON text', all), target: '', isMet: null })
  return lines
}

function lineOf(what: string, { peakMb, took }: { peakMb: number; took: number }): Line {
  return {
    id: 'P24',
    what,
    result: `${number(peakMb)} MB over rest at most, ${number(took / 1_000)} s`,
    target: '≤ 64 MB',
    isMet: peakMb <= 64,
  }
}

/** How far the process grows at most while it does the work, in MB, and how long that takes in ms. */
async function memoryOf(work: () => Promise<void>): Promise<{ peakMb: number; took: number }> {
  global.gc?.()
  const before = process.memoryUsage.rss()
  let peak = before
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss())
  }, 20)
  const startedAt = performance.now()
  await work()
  clearInterval(timer)
  return { peakMb: (Math.max(peak, process.memoryUsage.rss()) - before) / 1e6, took: performance.now() - startedAt }
}

async function sendFile(path: string, send: (upload: string, offset: number, data: string) => Promise<void>) {
  const upload = crypto.randomUUID()
  const file = await open(path)
  const piece = Buffer.alloc(768 * 1024)
  for (let offset = 0; ; ) {
    const { bytesRead } = await file.read(piece, 0, piece.length, offset)
    if (bytesRead === 0) break
    await send(upload, offset, piece.subarray(0, bytesRead).toString('base64'))
    offset += bytesRead
  }
  await file.close()
  return upload
}
