import { readFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import type { Run } from '#shared/runs/run'
import { sampleRun } from '../support/sample-run.ts'
import { historyOf, openCalls, runAt, runId, words } from './history-data.ts'
import { measurePair, type Side } from './pair.ts'
import { type Line, number, ratioText } from './report.ts'
import { median, ratioOf } from './statistics.ts'

const few = 10
const some = 1_000
const many = 100_000

type Calls = ReturnType<typeof openCalls>

/** So much processor time at least is measured at once: the system counts it in steps of some milliseconds. */
const leastMs = 100
const mostGoes = 5_000

/** Processor time of one go in ms, which a busy machine hardly changes; waiting for the disk is not in it. */
function worked(work: () => unknown): Side {
  return async () => {
    const start = process.cpuUsage()
    let [goes, spent] = [0, 0]
    while (spent < leastMs && goes < mostGoes) {
      await work()
      goes += 1
      const { user, system } = process.cpuUsage(start)
      spent = (user + system) / 1_000
    }
    return spent / goes
  }
}

/** Milliseconds of one go by the clock, as the median of so many. */
function timed(work: () => unknown, goes = 1): Side {
  return async () => {
    const times: number[] = []
    for (let go = 0; go < goes; go += 1) {
      const startedAt = performance.now()
      await work()
      times.push(performance.now() - startedAt)
    }
    return median(times)
  }
}

function line(id: string, what: string, target: string, isMet: (ratio: { low: number; high: number }) => boolean) {
  return (measured: Awaited<ReturnType<typeof measurePair>>): Line => ({
    id,
    what,
    result: `${ratioText(measured)}, ${number(median(measured.ours))} against ${number(median(measured.baseline))} ms`,
    target,
    isMet: isMet(measured),
  })
}

/** A run is written as it begins and as it ends. */
const writes = 2
const goes = 40

/** Clock and processor time of one write, interleaved with those of the other side. */
async function byBoth(save: () => void, writesEach: number, rewrite: () => Promise<void>) {
  const measured = {
    clock: { ours: [] as number[], baseline: [] as number[] },
    work: { ours: [] as number[], baseline: [] as number[] },
  }
  const take = async (side: 'ours' | 'baseline', work: () => unknown, count: number) => {
    const [startedAt, start] = [performance.now(), process.cpuUsage()]
    await work()
    const { user, system } = process.cpuUsage(start)
    measured.clock[side].push((performance.now() - startedAt) / count)
    measured.work[side].push((user + system) / 1_000 / count)
  }
  for (let pair = 0; pair < 3; pair += 1) {
    await take('baseline', rewrite, 1)
    await take(
      'ours',
      () => {
        for (let go = 0; go < goes; go += 1) save()
      },
      goes * writesEach,
    )
  }
  const { clock, work } = measured
  return {
    clock: { ...ratioOf(clock.ours, clock.baseline), ...clock },
    work: { ...ratioOf(work.ours, work.baseline), ...work },
  }
}

/** P12: one durable write of a run into a history of any size; against a store that rewrites one JSON file. */
export async function savingRuns(): Promise<Line[]> {
  const [small, large] = [openCalls(await historyOf(few)), openCalls(await historyOf(many))]
  // To write them down takes as long whether they are all different or not.
  const different = Array.from({ length: some }, (_, place) => runAt(place))
  const all = Array.from({ length: many }, (_, place) => ({ ...different[place % some], id: runId(place) }))
  const file = `${await historyOf(few)}.json`
  const rewrite = async () => {
    const handle = await open(file, 'w')
    await handle.writeFile(JSON.stringify(all))
    await handle.sync()
    await handle.close()
  }
  let place = many
  const save = (calls: Calls) => () => {
    place += 1
    const { request: _request, ...ended } = { ...runAt(place), id: `new-${place}-${Date.now()}` }
    calls.insert({ ...sampleRun({ id: ended.id, startedAt: ended.startedAt }) })
    calls.update(ended)
  }
  const against = await byBoth(save(large), writes, rewrite)
  const lines = [
    line(
      'P12',
      'a write of a run into 100,000, against rewriting one JSON file, by the clock',
      '≥ 1,000 times less',
      ({ high }) => high <= 0.001,
    )(against.clock),
    line('P12', 'the same, processor time', '≥ 1,000 times less', ({ high }) => high <= 0.001)(against.work),
    line(
      'P12',
      'a run, from its beginning to its end, into 100,000, against 10',
      '≤ 2x',
      ({ high }) => high <= 2,
    )(await measurePair(timed(save(large), 15), timed(save(small), 15), 11)),
    line(
      'P12',
      'the same, processor time',
      '≤ 2x',
      ({ high }) => high <= 2,
    )(await measurePair(worked(save(large)), worked(save(small)), 7)),
    line(
      'P12',
      'its words taken into the index, a moment later: of 100,000 against 10, processor time',
      '',
      () => true,
    )(
      await measurePair(
        worked(() => large.index.read(1)),
        worked(() => small.index.read(1)),
        5,
      ),
    ),
  ]
  small.close()
  large.close()
  return lines.map((one) => (one.target === '' ? { ...one, isMet: null } : one))
}

/** P14, by processor time: the first page, a filtered one and one in the middle, against a JSON file that is read and sorted. */
export async function listingRuns(): Promise<Line[]> {
  const [thousand, large] = [openCalls(await historyOf(some)), openCalls(await historyOf(many))]
  const { writeFileSync } = await import('node:fs')
  const file = `${await historyOf(few)}.all.json`
  writeFileSync(file, JSON.stringify(Array.from({ length: many }, (_, place) => runAt(place))))
  const fromJson = worked(() => {
    // Safe: written just above.
    const all = JSON.parse(readFileSync(file, 'utf8')) as Run[]
    return all.toSorted((one, other) => (one.startedAt < other.startedAt ? 1 : -1)).slice(0, 50)
  })
  const byOffset = worked(() =>
    large.db.prepare('SELECT id, model FROM runs ORDER BY startedAt DESC, id DESC LIMIT 50 OFFSET 90000').all(),
  )
  const pages: [string, (calls: Calls, size: number) => unknown][] = [
    ['first page', (calls) => calls.list({ before: null, limit: 50 })],
    [
      'page of one model and outcome',
      (calls) => calls.list({ before: null, limit: 10, filter: { model: runAt(1).model, state: 'failed' } }),
    ],
    ['page in the middle', (calls, size) => calls.list({ before: runAt(size / 10).id, limit: 50 })],
  ]
  const lines: Line[] = []
  for (const [what, page] of pages) {
    const ours = worked(() => page(large, many))
    lines.push(
      line(
        'P14',
        `${what} of 100,000, against JSON`,
        '≥ 100 times less',
        ({ high }) => high <= 0.01,
      )(await measurePair(ours, fromJson, 3)),
      line(
        'P14',
        `${what} of 100,000, against 1,000`,
        '≤ 2x',
        ({ high }) => high <= 2,
      )(
        await measurePair(
          ours,
          worked(() => page(thousand, some)),
          11,
        ),
      ),
    )
  }
  lines.push({
    ...line(
      'P14',
      'page in the middle, against OFFSET',
      '',
      () => true,
    )(
      await measurePair(
        worked(() => pages[2]?.[1](large, many)),
        byOffset,
        7,
      ),
    ),
    isMet: null,
  })
  thousand.close()
  large.close()
  return lines
}

/** P15, by processor time: the first hits as one types, against reading every run and against ranking every match. */
export async function searchingRuns(): Promise<Line[]> {
  const large = openCalls(await historyOf(many))
  // What P12 has saved into it.
  while (large.index.read(500));
  const search = (text: string, order: 'newest' | 'best' = 'newest') =>
    worked(() => large.search({ text, filter: {}, order, after: null, limit: 20 }))
  const like = (text: string) =>
    worked(() =>
      large.db
        .prepare(
          `SELECT id FROM runs JOIN requests ON runId = id WHERE request LIKE ?1 OR response LIKE ?1 ORDER BY startedAt DESC`,
        )
        .all(`%${text}%`),
    )
  const ranked = worked(() =>
    large.db
      .prepare('SELECT rowid FROM runSearch WHERE runSearch MATCH ? ORDER BY rank LIMIT 50')
      .all(`"${words.common}"`),
  )
  const texts: [string, string][] = [
    ['one letter', words.common.slice(0, 1)],
    ['the beginning of a common word', words.common.slice(0, -1)],
    ['a common word', words.common],
    ['two words', `${words.common} ${words.middle.slice(0, 4)}`],
    ['a rare word', words.rare.slice(0, 4)],
  ]
  const lines: Line[] = []
  for (const [what, text] of texts) {
    const measured = await measurePair(search(text), like(text), 3)
    const slowest = Math.max(...measured.ours)
    lines.push({
      id: 'P15',
      what: `${what}, newest first, of 100,000, against LIKE`,
      result: `${ratioText(measured)}, ${number(median(measured.ours))} against ${number(median(measured.baseline))} ms`,
      target: '≤ 5 ms and ≥ 30 times less',
      isMet: slowest <= 5 && measured.high <= 1 / 30,
    })
  }
  lines.push(
    line(
      'P15',
      'the best for a common word, against ranking every match',
      '≥ 20 times less',
      ({ high }) => high <= 0.05,
    )(await measurePair(search(words.common, 'best'), ranked, 5)),
  )
  large.close()
  return lines
}
