import { fork } from 'node:child_process'
import { copyFileSync, rmSync, writeFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { importCalls } from '#core/db/import-runs'
import type { Handlers } from '#core/handlers'
import { checkHistoryFile } from '#core/runs/check-history-file'
import type { ImportPlace } from '#core/runs/run-history'
import { promptOf } from '../support/run-engine.ts'
import { createTestCore, type TestCore } from '../support/test-core.ts'
import { historyOf, openCalls, runAt, words } from './history-data.ts'
import { idle, type LoopTimes, loopWhile } from './loop-meter.ts'
import { type Line, number } from './report.ts'
import { encodedPieces, sendEncoded } from './send-file.ts'
import { median } from './statistics.ts'
import { startBenchServer } from './streams.ts'

const many = 100_000
const seconds = 4
const rounds = 3
const streams = 32
const tokensPerSecond = 300
const tokenBytes = 20
const searchEveryMs = 30
const imported = 4_000
const query = { text: words.common, filter: {}, order: 'best', after: null, limit: 20 } as const
const stay = { signal: new AbortController().signal }

/** P16: how late the thread that serves windows is, while runs are searched and imported and 32 answers stream, against idle. */
export async function servingDelay(): Promise<Line[]> {
  const folder = await mkdtemp(join(tmpdir(), 'antiphon-bench-'))
  copyFileSync(await historyOf(many), join(folder, 'antiphon.db'))
  const server = await startBenchServer()
  const core = await createTestCore({ dataFolder: folder })
  await connectTo(core, server.url(seconds * tokensPerSecond * tokenBytes, tokenBytes, tokensPerSecond))
  await core.handlers['history.search'](query, stay)
  const [still, streaming, apart]: LoopTimes[][] = [[], [], []]
  const beside: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    still?.push(await loopWhile(() => idle(seconds * 1_000)))
    streaming?.push(await loopWhile(() => streamAll(core.handlers)))
    const pieces = await encodedPieces(fileOf(folder, round))
    const endIdle = startIdleProcess()
    apart?.push(await loopWhile(() => busyWith(core.handlers, pieces)))
    beside.push(await endIdle())
  }
  await core.dispose()
  const here = await onThisThread(folder, server)
  server.close()
  rmSync(folder, { recursive: true, force: true })
  return linesOf({ still: still ?? [], streaming: streaming ?? [], apart: apart ?? [], beside }, here)
}

/** A process that does nothing beside what goes on: no thread can be less late than that. @returns how to end it: its p99, in ms. */
function startIdleProcess(): () => Promise<number> {
  const child = fork(new URL('./idle-process.ts', import.meta.url), { stdio: 'inherit' })
  return () =>
    new Promise((resolve) => {
      child.once('message', (delayMs) => resolve(Number(delayMs)))
      child.send('end')
    })
}

type Measured = { still: LoopTimes[]; streaming: LoopTimes[]; apart: LoopTimes[]; beside: number[] }

function linesOf({ still, streaming, apart, beside }: Measured, here: LoopTimes): Line[] {
  const middle = (times: LoopTimes[], of: keyof LoopTimes) => median(times.map((one) => one[of]))
  const to = (base: LoopTimes[]) => apart.map(({ delayMs }, round) => delayMs / (base[round]?.delayMs ?? Number.NaN))
  const times = (ratios: number[]) =>
    `${number(median(ratios))}x (${number(Math.min(...ratios))} to ${number(Math.max(...ratios))})`
  const works = `${number(middle(apart, 'workMs'))} ms; idle ${number(middle(still, 'workMs'))}, streams alone ${number(middle(streaming, 'workMs'))}`
  return [
    {
      id: 'P16',
      what: 'delay of the serving thread, p99, while runs are searched and imported and 32 answers stream, against idle',
      result: `${times(to(still))}, ${number(middle(apart, 'delayMs'))} against ${number(middle(still, 'delayMs'))} ms`,
      target: '≤ 1.3x',
      isMet: Math.max(...to(still)) <= 1.3,
    },
    {
      id: 'P16',
      what: 'meanwhile, a process that does nothing beside it, of idle: the floor on this machine',
      result: times(beside.map((delayMs, round) => delayMs / (still[round]?.delayMs ?? Number.NaN))),
      target: '',
      isMet: null,
    },
    {
      id: 'P16',
      what: 'the same, against 32 answers that stream alone: what searching and importing add',
      result: `${times(to(streaming))}, against ${number(middle(streaming, 'delayMs'))} ms`,
      target: '',
      isMet: null,
    },
    {
      id: 'P16',
      what: 'its own work between two looks, p99, processor time',
      result: works,
      target: '',
      isMet: null,
    },
    {
      id: 'P16',
      what: 'the same calls on that thread: delay by the clock, and its work, p99',
      result: `${number(here.delayMs / middle(apart, 'delayMs'))} times (${number(here.delayMs)} ms), and ${number(here.workMs / middle(apart, 'workMs'))} times (${number(here.workMs)} ms)`,
      target: '≥ 10 times',
      isMet: here.workMs / Math.max(...apart.map(({ workMs }) => workMs)) >= 10,
    },
  ]
}

async function connectTo({ handlers }: TestCore, baseUrl: string): Promise<void> {
  const { id } = await handlers['connections.save'](
    { id: null, name: 'Bench', baseUrl, credential: 'none', consentedHost: null },
    stay,
  )
  await handlers['connections.activate']({ id }, stay)
}

async function streamAll(handlers: Handlers): Promise<void> {
  const follow = async () => {
    for await (const event of handlers['runs.start']({ prompt: promptOf() }, stay)) {
      if (event.type === 'end' && event.run.state !== 'completed') throw new Error(`A run ended ${event.run.state}.`)
    }
  }
  await Promise.all(Array.from({ length: streams }, follow))
}

async function busyWith(handlers: Handlers, pieces: readonly string[]): Promise<void> {
  const stopping = new AbortController()
  const search = async () => {
    while (!stopping.signal.aborted) {
      await handlers['history.search'](query, stay)
      await idle(searchEveryMs)
    }
  }
  const take = async () => {
    const upload = await sendEncoded(pieces, async (name, offset, data) => {
      await handlers['history.importPart']({ upload: name, offset, data }, stay)
    })
    for await (const _event of handlers['history.import']({ upload }, { signal: stopping.signal }));
  }
  const beside = [search(), take().catch(() => {})]
  await streamAll(handlers)
  stopping.abort()
  await Promise.all(beside)
}

/** The same with the calls of the database on this thread; what streams is saved on another one still. */
async function onThisThread(folder: string, server: Awaited<ReturnType<typeof startBenchServer>>): Promise<LoopTimes> {
  const own = await mkdtemp(join(tmpdir(), 'antiphon-bench-'))
  const core = await createTestCore({ dataFolder: own })
  await connectTo(core, server.url(seconds * tokensPerSecond * tokenBytes, tokenBytes, tokensPerSecond))
  const calls = openCalls(join(folder, 'antiphon.db'))
  const { importSome } = importCalls(calls.db)
  const file = join(own, 'checked')
  checkHistoryFile(fileOf(folder, rounds), file, () => {})
  let isOver = false
  const repeat = async (work: () => void, everyMs: number) => {
    while (!isOver) {
      work()
      await idle(everyMs)
    }
  }
  let place: ImportPlace = { offset: 0, taking: null }
  const times = await loopWhile(async () => {
    const beside = [
      repeat(() => void calls.search(query), searchEveryMs),
      repeat(() => {
        const { offset, taking } = importSome({ path: file, ...place })
        place = { offset, taking }
      }, 0),
    ]
    await streamAll(core.handlers)
    isOver = true
    await Promise.all(beside)
  })
  calls.close()
  await core.dispose()
  rmSync(own, { recursive: true, force: true })
  return times
}

/** A file of runs that no round has seen yet. */
function fileOf(folder: string, round: number): string {
  const file = join(folder, `import-${round}.jsonl`)
  const lines = Array.from({ length: imported }, (_, place) => {
    const run = { ...runAt(place), id: `import-${round}-${place}` }
    return `${JSON.stringify({ run, prompt: null, isStarred: false, note: '' })}\n`
  })
  writeFileSync(file, lines.join(''))
  return file
}
