import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, it, onTestFinished, vi } from 'vitest'
import type { RunFilter } from '#shared/runs/history'
import type { Run } from '#shared/runs/run'
import type { WireEntry } from '#shared/runs/wire'
import { sampleEndedRun, sampleRun } from '../../../test/support/sample-run.ts'
import { temporaryFolder } from '../../../test/support/temporary-folder.ts'
import { type Database, openRunStore } from './open-run-store.ts'

const worker = new URL('./worker.ts', import.meta.url)

async function openNew(file?: string): Promise<{ store: Database; file: string }> {
  const path = file ?? join(await temporaryFolder(), 'antiphon.db')
  const store = openRunStore({ file: path, worker, onNotice: () => {}, onDeath: () => {} })
  onTestFinished(() => store.close())
  return { store, file: path }
}

const minute = (index: number) => new Date(Date.UTC(2026, 10, 1) + index * 60_000).toISOString()

/** Ended runs, one a minute, the first the oldest. */
async function keep(store: Database, runs: Partial<Run>[]): Promise<void> {
  for (const [index, changes] of runs.entries()) {
    await store.insert(sampleEndedRun({ id: `run-${index}`, startedAt: minute(index), ...changes }))
  }
}

const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id)

const mixed: Partial<Run>[] = [
  { model: 'claude-haiku-4-5', stopReason: 'end_turn', promptId: 'a', promptName: 'Old name' },
  { model: 'claude-opus-4-6', stopReason: 'refusal', promptId: 'b', promptName: 'B' },
  { model: 'claude-haiku-4-5', stopReason: null, state: 'failed', promptId: 'a', promptName: 'A' },
  { model: 'claude-opus-4-6', stopReason: 'max_tokens', promptId: 'a', promptName: 'A', costUsd: null },
]

it.each<[string, RunFilter, string[]]>([
  ['nothing', {}, ['run-3', 'run-2', 'run-1', 'run-0']],
  ['the model', { model: 'claude-opus-4-6' }, ['run-3', 'run-1']],
  ['the outcome', { state: 'failed' }, ['run-2']],
  ['the stop reason', { stopReason: 'refusal' }, ['run-1']],
  ['the prompt', { promptId: 'a' }, ['run-3', 'run-2', 'run-0']],
  ['the date', { from: minute(1), until: minute(3) }, ['run-2', 'run-1']],
  ['the star', { isStarred: true }, ['run-1', 'run-0']],
  ['several of them', { model: 'claude-opus-4-6', promptId: 'a', from: minute(0) }, ['run-3']],
])('filters by %s', async (_what, filter, expected) => {
  const { store } = await openNew()
  await keep(store, mixed)
  await store.star({ ids: ['run-0', 'run-1'], isStarred: true })
  expect(ids((await store.list({ before: null, limit: 10, filter })).runs)).toEqual(expected)
})

it('pages through filtered runs of one moment without a gap or a repetition (R39)', async () => {
  const { store } = await openNew()
  await keep(
    store,
    Array.from({ length: 30 }, (_, index) => ({
      id: `run-${String(index).padStart(2, '0')}`,
      startedAt: minute(0),
      state: index % 2 ? ('failed' as const) : ('completed' as const),
    })),
  )
  const seen: string[] = []
  for (let before: string | null = null, hasMore = true; hasMore; ) {
    const page: Awaited<ReturnType<Database['list']>> = await store.list({
      before,
      limit: 4,
      filter: { state: 'failed' },
    })
    seen.push(...ids(page.runs))
    before = seen.at(-1) ?? null
    hasMore = page.hasMore
  }
  expect(seen).toEqual(Array.from({ length: 15 }, (_, index) => `run-${String(29 - index * 2).padStart(2, '0')}`))
})

it('keeps stars and notes beside runs that never change, over a restart', async () => {
  const { store, file } = await openNew()
  await keep(store, mixed)
  await store.star({ ids: ['run-0', 'run-1', 'gone'], isStarred: true })
  await store.star({ ids: ['run-1'], isStarred: false })
  await store.note({ id: 'run-0', note: 'the good one' })
  await store.close()
  const { runs } = await (await openNew(file)).store.list({ before: null, limit: 10 })
  expect(runs.map(({ id, isStarred, note }) => [id, isStarred, note])).toEqual([
    ['run-3', false, ''],
    ['run-2', false, ''],
    ['run-1', false, ''],
    ['run-0', true, 'the good one'],
  ])
})

it('says what there is to filter by', async () => {
  const { store } = await openNew()
  expect(await store.facets()).toEqual({ total: 0, oldestAt: null, models: [], stopReasons: [], prompts: [] })
  await keep(store, mixed)
  expect(await store.facets()).toEqual({
    total: 4,
    oldestAt: minute(0),
    models: ['claude-haiku-4-5', 'claude-opus-4-6'],
    stopReasons: ['end_turn', 'max_tokens', 'refusal'],
    prompts: [
      { id: 'a', name: 'A', lastAt: minute(3) },
      { id: 'b', name: 'B', lastAt: minute(1) },
    ],
  })
})

it('removes what was chosen with all that belongs to it, but no run that still goes', async () => {
  const { store, file } = await openNew()
  await keep(store, mixed)
  await store.insert(sampleRun({ id: 'going', startedAt: minute(9) }))
  await store.note({ id: 'run-1', note: 'secret note' })
  expect(await store.countChosen({ filter: { model: 'claude-opus-4-6' } })).toBe(2)
  expect(await store.remove({ ids: ['run-1', 'going', 'gone'] })).toEqual({ removed: 1, hasMore: false })
  expect(await store.remove({ filter: { promptId: 'a', state: 'failed' } })).toEqual({ removed: 1, hasMore: false })
  expect(ids((await store.list({ before: null, limit: 10 })).runs)).toEqual(['going', 'run-3', 'run-0'])
  await store.close()
  const db = new DatabaseSync(file)
  for (const table of ['requests', 'marks', 'toIndex', 'searchPlaces']) {
    expect(db.prepare(`SELECT count(*) AS n FROM ${table} WHERE runId IN ('run-1', 'run-2')`).get()).toEqual({ n: 0 })
  }
  db.close()
})

/** Ended runs, all of them in the index; the answers of the first ones grew while they were saved. */
async function keepGrown(store: Database, words: string[]): Promise<void> {
  const others = words.map((word, index) => {
    const changes = { id: `run-${index}`, startedAt: minute(index), excerpt: word }
    return { run: sampleEndedRun({ ...changes, promptName: word }), prompt: null }
  })
  await store.takeRuns(others.slice(grown))
  for (const [index, word] of words.slice(0, grown).entries()) {
    const changes = { id: `run-${index}`, startedAt: minute(index) }
    const content = (times: number) => [{ type: 'text' as const, text: `${word} `.repeat(times) }]
    const sample = sampleEndedRun(changes)
    await store.insert(sampleRun(changes))
    await store.appendWire({ runId: `run-${index}`, attempt: 1, sequence: 0, entry: sent(word) })
    for (const times of [500, 1_500, 300]) {
      await store.update({ ...sampleRun(changes), response: { ...sample.response, content: content(times) } })
    }
    await store.update({ ...sample, excerpt: word, response: { ...sample.response, content: content(400) } })
    await store.note({ id: `run-${index}`, note: `note of ${word}` })
  }
  const search = { text: words[0] ?? '', filter: {}, order: 'newest', after: null, limit: 1 } as const
  await expect.poll(async () => (await store.search(search)).unread).toBe(0)
}

const grown = 3

const sent = (word: string): WireEntry => ({
  kind: 'request',
  sentAt: minute(0),
  method: 'POST',
  url: `http://${word}.test`,
  headers: [],
  body: null,
})

/** Every word in the index, and all that the files of a history say in plain text. */
function leftIn(file: string): { words: string[]; text: string } {
  const text = [file, `${file}-wal`].map((path) => (existsSync(path) ? readFileSync(path, 'latin1') : '')).join('')
  const db = new DatabaseSync(file, { readOnly: true })
  db.exec(`CREATE VIRTUAL TABLE temp.words USING fts5vocab('main', 'runSearch', 'row')`)
  const words = db
    .prepare('SELECT term FROM words')
    .all()
    .map(({ term }) => String(term))
  db.close()
  return { words, text }
}

it.each([
  ['a few', 20, 2],
  ['most', 120, 105],
])(
  'leaves nothing of %s removed runs in the file, neither text nor indexed words nor earlier states',
  async (_what, all, gone) => {
    const { store, file } = await openNew()
    const word = (index: number) =>
      index < gone ? `embarrassment${'abcdefghij'[index % 10]}` : `keepsake${String(index).padStart(3, '0')}`
    await keepGrown(
      store,
      Array.from({ length: all }, (_, index) => word(index)),
    )
    const before = leftIn(file)
    expect([before.text.includes('embarrassment'), before.words.includes('embarrassmenta')]).toEqual([true, true])
    const choice = { filter: { until: minute(gone) } }
    while ((await store.remove(choice)).hasMore);
    const search = { text: word(gone), filter: {}, order: 'newest', after: null, limit: 5 } as const
    await expect.poll(async () => (await store.search(search)).unread).toBe(0)
    expect((await store.search(search)).hits.map(({ run }) => run.id)).toEqual([`run-${gone}`])
    await store.close()
    const { words, text } = leftIn(file)
    expect(words.filter((one) => one.startsWith('emb'))).toEqual([])
    expect([text.includes('embarrass'), text.includes('keepsake')]).toEqual([false, true])
  },
)

it('removes many runs in steps', async () => {
  const { store } = await openNew()
  await keep(
    store,
    Array.from({ length: 130 }, () => ({})),
  )
  let removed = 0
  for (let hasMore = true; hasMore; ) {
    const step = await store.remove({ filter: {} })
    expect(step.removed).toBeLessThanOrEqual(100)
    removed += step.removed
    hasMore = step.hasMore
  }
  expect(removed).toBe(130)
})

it('counts the days of the person, also the one of 25 hours and those after 2038 (R39)', async () => {
  vi.stubEnv('TZ', 'Europe/Berlin')
  onTestFinished(() => void vi.unstubAllEnvs())
  const { store } = await openNew()
  const moments = [
    '2026-10-24T21:59:59',
    '2026-10-24T22:00:00',
    '2026-10-25T22:59:59',
    '2026-10-25T23:00:00',
    '2041-03-31T12:00:00',
  ]
  await keep(
    store,
    moments.map((moment) => ({ startedAt: `${moment}.000Z` })),
  )
  const usage = await store.usage({ from: '2026-10-01T00:00:00.000Z', until: '2042-01-01T00:00:00.000Z' })
  expect(usage.map(({ day, runs }) => [day, runs])).toEqual([
    ['2026-10-24', 1],
    ['2026-10-25', 2],
    ['2026-10-26', 1],
    ['2041-03-31', 1],
  ])
})

it('adds up tokens and cost by day and model, and says where a price was missing', async () => {
  const { store } = await openNew()
  await keep(store, [...mixed, { startedAt: '2026-11-05T12:00:00.000Z', id: 'later', costUsd: 0.5 }])
  const usage = await store.usage({ from: '2026-10-01T00:00:00.000Z', until: '2026-11-06T00:00:00.000Z' })
  expect(usage.map(({ day: _day, ...rest }) => rest)).toEqual([
    {
      model: 'claude-haiku-4-5',
      runs: 2,
      failedRuns: 1,
      inputTokens: 20,
      outputTokens: 10,
      costUsd: 0.00007,
      unpricedRuns: 0,
    },
    {
      model: 'claude-opus-4-6',
      runs: 2,
      failedRuns: 0,
      inputTokens: 20,
      outputTokens: 10,
      costUsd: 0.000035,
      unpricedRuns: 1,
    },
    {
      model: 'claude-haiku-4-5',
      runs: 1,
      failedRuns: 0,
      inputTokens: 10,
      outputTokens: 5,
      costUsd: 0.5,
      unpricedRuns: 0,
    },
  ])
  expect(new Set(usage.map(({ day }) => day)).size).toBe(2)
})
