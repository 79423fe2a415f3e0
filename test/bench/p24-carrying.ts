import { copyFileSync, rmSync, statSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { wireTable } from '#core/db/wire-table'
import type { WireEntry } from '#shared/runs/wire'
import { createTestCore } from '../support/test-core.ts'
import { historyOf, openCalls, runAt, runId, wordAt } from './history-data.ts'
import { idle, type LoopTimes, loopWhile } from './loop-meter.ts'
import { type Line, number } from './report.ts'
import { sendFile } from './send-file.ts'

const many = 100_000
const withWire = 200
const pieceBytes = 256 * 1024
const seconds = 4
const stay = { signal: new AbortController().signal }

/** P24: a whole history out to a file and into another one: what the process needs at most beyond its rest, and how late it serves. */
export async function carryingHistory(): Promise<Line[]> {
  const lines = await carried(await historyOf(many))
  const all = await memoryOf(async () => {
    const whole = JSON.stringify(Array.from({ length: many }, (_, place) => runAt(place)))
    if (whole.length < many) throw new Error('The baseline wrote nothing.')
  })
  const [memory] = linesFor('the baseline: the same runs as one JSON text', all, all)
  return memory ? [...lines, { ...memory, target: '', isMet: null }] : lines
}

/** P24: the same with what went over the wire, 0.1 to 5 MB in each of some runs. */
export async function carryingWire(): Promise<Line[]> {
  const folder = await mkdtemp(join(tmpdir(), 'antiphon-bench-'))
  const file = join(folder, 'antiphon.db')
  const calls = openCalls(file)
  calls.db.exec('PRAGMA synchronous = OFF')
  const { appendWire } = wireTable(calls.db)
  for (let place = 0; place < withWire; place += 1) {
    calls.insertPlainly(runAt(place))
    const bytes = Math.round(100_000 * 50 ** ((place % 20) / 19))
    for (const [sequence, entry] of wireOf(bytes).entries()) {
      appendWire({ runId: runId(place), attempt: 1, sequence, entry })
    }
  }
  while (calls.index.read(500));
  calls.db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  calls.close()
  const lines = await carried(file)
  rmSync(folder, { recursive: true, force: true })
  return lines
}

/** What an answer of so many bytes leaves, in the pieces in which a run writes it down. */
function wireOf(bytes: number): WireEntry[] {
  const sentAt = new Date(0).toISOString()
  const event = (place: number) => {
    const delta = { type: 'text_delta', text: `${wordAt(place % 20_000)} ` }
    return `event: content_block_delta\ndata: ${JSON.stringify({ type: 'content_block_delta', index: 0, delta })}\n\n`
  }
  const pieces: WireEntry[] = []
  for (let left = bytes, place = 0; left > 0; ) {
    let text = ''
    while (text.length < Math.min(left, pieceBytes)) {
      text += event(place)
      place += 1
    }
    pieces.push({ kind: 'bytes', bytes: Buffer.from(text), marks: [[text.length, place]] })
    left -= text.length
  }
  const request: WireEntry = { kind: 'request', sentAt, method: 'POST', url: 'http://x/', headers: [], body: null }
  return [request, ...pieces, { kind: 'end', atMs: 1, bytes, failure: null }]
}

async function carried(history: string): Promise<Line[]> {
  const [there, here] = [
    await mkdtemp(join(tmpdir(), 'antiphon-bench-')),
    await mkdtemp(join(tmpdir(), 'antiphon-bench-')),
  ]
  copyFileSync(history, join(there, 'antiphon.db'))
  const source = await createTestCore({ dataFolder: there, chooseFile: async (name) => join(there, name) })
  await source.handlers['history.facets']({}, stay)
  const still = await loopWhile(() => idle(seconds * 1_000))
  let [path, exported, imported] = ['', 0, 0]
  const out = await memoryOf(async () => {
    for await (const event of source.handlers['history.export'](
      { choice: { filter: {} }, format: 'jsonl', withWire: true },
      stay,
    )) {
      if (event.type === 'end') [path, exported] = [event.file.path ?? '', event.runs]
    }
  })
  const { size } = statSync(path)
  await source.dispose()
  const target = await createTestCore({ dataFolder: here })
  await target.handlers['history.facets']({}, stay)
  const into = await memoryOf(async () => {
    const upload = await sendFile(path, async (upload, offset, data) => {
      await target.handlers['history.importPart']({ upload, offset, data }, stay)
    })
    for await (const event of target.handlers['history.import']({ upload }, stay)) {
      if (event.type === 'end') imported = event.imported
    }
  })
  await target.dispose()
  if (imported !== exported) throw new Error(`Of ${exported} runs ${imported} came over.`)
  for (const folder of [there, here]) rmSync(folder, { recursive: true, force: true })
  return [
    ...linesFor(`${number(exported)} runs exported, ${number(size / 1e6)} MB`, out, still),
    ...linesFor(`${number(imported)} runs imported`, into, still),
  ]
}

type Carried = LoopTimes & { peakMb: number; took: number }

function linesFor(what: string, { peakMb, took, delayMs, workMs }: Carried, still: LoopTimes): Line[] {
  return [
    {
      id: 'P24',
      what,
      result: `${number(peakMb)} MB over rest at most, ${number(took / 1_000)} s`,
      target: '≤ 64 MB',
      isMet: peakMb <= 64,
    },
    {
      id: 'P24',
      what: 'meanwhile, delay of the serving thread, p99; its own work between two looks, p99, processor time',
      result: `${number(delayMs)} ms against ${number(still.delayMs)} idle; ${number(workMs)} ms against ${number(still.workMs)}`,
      target: '≤ 1.3x, or within one frame of 16.7 ms',
      isMet: delayMs <= Math.max(1.3 * still.delayMs, 16.7),
    },
  ]
}

/** How far the process grows at most while it does the work, in MB, how long that takes in ms, and how late it serves meanwhile. */
async function memoryOf(work: () => Promise<void>): Promise<Carried> {
  global.gc?.()
  const before = process.memoryUsage.rss()
  let peak = before
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss())
  }, 20)
  const startedAt = performance.now()
  const times = await loopWhile(work)
  clearInterval(timer)
  const took = performance.now() - startedAt
  return { ...times, peakMb: (Math.max(peak, process.memoryUsage.rss()) - before) / 1e6, took }
}
