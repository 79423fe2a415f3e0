import { copyFileSync, rmSync, statSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTestCore } from '../support/test-core.ts'
import { historyOf, runAt } from './history-data.ts'
import { idle, type LoopTimes, loopWhile } from './loop-meter.ts'
import { type Line, number } from './report.ts'
import { sendFile } from './send-file.ts'

const many = 100_000
const seconds = 4
const stay = { signal: new AbortController().signal }

/** P24: a whole history out to a file and into another one: what the process needs at most beyond its rest, and how late it serves. */
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
  const still = await loopWhile(() => idle(seconds * 1_000))
  const out = await memoryOf(async () => {
    for await (const event of source.handlers['history.export'](
      { choice: { filter: {} }, format: 'jsonl', withWire: true },
      stay,
    )) {
      if (event.type === 'end') path = event.file.path ?? ''
    }
  })
  lines.push(...linesFor(`${number(many)} runs exported, ${number(statSync(path).size / 1e6)} MB`, out, still))
  await source.dispose()
  const target = await createTestCore({ dataFolder: here })
  await target.handlers['history.facets']({}, stay)
  let taken = 0
  const into = await memoryOf(async () => {
    const upload = await sendFile(path, async (upload, offset, data) => {
      await target.handlers['history.importPart']({ upload, offset, data }, stay)
    })
    for await (const event of target.handlers['history.import']({ upload }, stay)) {
      if (event.type === 'end') taken = event.imported
    }
  })
  lines.push(...linesFor(`${number(taken)} runs imported`, into, still))
  await target.dispose()
  for (const folder of [there, here]) rmSync(folder, { recursive: true, force: true })
  const all = await memoryOf(async () => {
    const whole = JSON.stringify(Array.from({ length: many }, (_, place) => runAt(place)))
    if (whole.length < many) throw new Error('The baseline wrote nothing.')
  })
  const [memory] = linesFor('the baseline: the same runs as one JSON text', all, still)
  return memory ? [...lines, { ...memory, target: '', isMet: null }] : lines
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
