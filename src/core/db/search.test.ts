import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, it, onTestFinished } from 'vitest'
import type { RunHit, RunHits } from '#shared/runs/history'
import type { Run } from '#shared/runs/run'
import { sampleEndedRun, sampleRun } from '../../../test/support/sample-run.ts'
import { temporaryFolder } from '../../../test/support/temporary-folder.ts'
import type { SearchQuery } from '../runs/run-history.ts'
import { type Database, openRunStore } from './open-run-store.ts'

const worker = new URL('./worker.ts', import.meta.url)

async function openNew(file?: string): Promise<{ store: Database; file: string }> {
  const path = file ?? join(await temporaryFolder(), 'antiphon.db')
  const store = openRunStore({ file: path, worker, onNotice: () => {}, onDeath: () => {} })
  onTestFinished(() => store.close())
  return { store, file: path }
}

const minute = (index: number) => new Date(Date.UTC(2026, 10, 1) + index * 60_000).toISOString()

function run(index: number, asked: string, answered: string, changes: Partial<Run> = {}): Run {
  const sample = sampleEndedRun({ id: `run-${index}`, startedAt: minute(index), ...changes })
  const messages = [{ role: 'user' as const, content: asked }]
  return {
    ...sample,
    request: { ...sample.request, body: { ...sample.request.body, messages } },
    response: { ...sample.response, content: [{ type: 'text', text: answered }] },
  }
}

/** Searches once every run is in the index. */
async function search(store: Database, text: string, more: Partial<SearchQuery> = {}): Promise<RunHits> {
  const query: SearchQuery = { text, filter: {}, order: 'newest', after: null, limit: 20, ...more }
  await expect.poll(async () => (await store.search({ ...query, limit: 1 })).unread).toBe(0)
  return store.search(query)
}

const ids = ({ hits }: { hits: readonly RunHit[] }) => hits.map(({ run: { id } }) => id)
const marked = ({ parts }: RunHit) => parts.map(({ text, isHit }) => (isHit ? `[${text}]` : text)).join('')

async function library(): Promise<Database> {
  const { store } = await openNew()
  const runs = [
    run(0, 'Where is my parcel?', 'It left the warehouse on Monday.'),
    run(1, 'Translate “Größe” into French', 'la taille', { promptName: 'Dictionary', requestId: 'req_011CSHoEeq' }),
    run(2, 'Is max_tokens=64 enough?', 'A parcel of tokens: {"max_tokens": 64} -- yes, 100%'),
    run(3, '你好世界', '再见，世界'),
  ]
  for (const one of runs) await store.insert(one)
  return store
}

it.each<[string, string, string[]]>([
  ['a word of a prompt or an answer, newest first', 'parcel', ['run-2', 'run-0']],
  ['the beginning of a word, as it is typed', 'wareh', ['run-0']],
  ['one letter', 'w', ['run-0']],
  ['no beginning where a space follows', 'wareh ', []],
  ['all words, in any order', 'monday parcel', ['run-0']],
  ['a word in another case', 'PARCEL', ['run-2', 'run-0']],
  ['a word with accents left out', 'große', ['run-1']],
  ['a name with its parts in order', 'max_tokens', ['run-2']],
  ['the beginning of the last part of a name', 'max_tok', ['run-2']],
  ['text without spaces between words', '世界', ['run-3']],
  ['the name of a prompt', 'dictionary', ['run-1']],
  ['the id of a request', 'req_011CSHoEeq', ['run-1']],
  ['the words of an operator', 'parcel AND monday', []],
  ['a column, literally', 'answer:parcel', []],
  ['quotes', '"parcel', ['run-2', 'run-0']],
  ['NEAR', 'NEAR(', []],
  ['a star', 'parc*', ['run-2', 'run-0']],
  ['characters that are no words', '--', ['run-2']],
  ['a per cent sign', '%', ['run-2']],
  ['an underscore, as in the id of each request', '_', ['run-3', 'run-2', 'run-1', 'run-0']],
  ['an apostrophe', `'; DROP TABLE runs; --`, []],
  ['nothing', '', []],
  ['a megabyte', 'parcel '.repeat(150_000), ['run-2', 'run-0']],
  ['a megabyte of signs', '%'.repeat(1_000_000), []],
])('finds %s (S33)', async (_what, text, expected) => {
  const found = ids(await search(await library(), text))
  expect(found).toEqual(expected)
})

it('marks what was found where it stands', async () => {
  const store = await library()
  expect((await search(store, 'mond')).hits.map((hit) => [hit.where, marked(hit)])).toEqual([
    ['answer', 'It left the warehouse on [Monday].'],
  ])
  expect((await search(store, '{"max')).hits.map(marked)).toEqual([
    'A parcel of tokens: {"[max]_tokens": 64} -- yes, 100%',
  ])
  expect((await search(store, '--')).hits.map(marked)).toEqual([
    'A parcel of tokens: {"max_tokens": 64} [--] yes, 100%',
  ])
  expect((await search(store, 'große')).hits.map((hit) => [hit.where, marked(hit)])).toEqual([
    ['prompt', 'Translate “[Größe]” into French'],
  ])
})

it('cuts a long text around the first hit', async () => {
  const { store } = await openNew()
  await store.insert(run(0, 'long', `${'before '.repeat(100)}needle ${'after '.repeat(100)}needle`))
  const [hit] = (await search(store, 'needle')).hits
  expect(hit?.parts.map(({ isHit }) => isHit)).toEqual([false, false, true, false])
  expect(hit?.parts.map(({ text }) => text).join('').length).toBeLessThan(300)
})

it('finds the words of a note', async () => {
  const store = await library()
  await store.note({ id: 'run-3', note: 'Show this to Ada, 100%' })
  expect((await search(store, 'ada')).hits.map((hit) => [hit.run.id, hit.where, marked(hit)])).toEqual([
    ['run-3', 'note', 'Show this to [Ada], 100%'],
  ])
  expect(ids(await search(store, 'parcel'))).toEqual(['run-2', 'run-0'])
})

it('searches inside a filter', async () => {
  const store = await library()
  await store.star({ ids: ['run-0'], isStarred: true })
  expect(ids(await search(store, 'parcel', { filter: { isStarred: true } }))).toEqual(['run-0'])
  expect(ids(await search(store, 'parcel', { filter: { from: minute(1), until: minute(3) } }))).toEqual(['run-2'])
  expect(ids(await search(store, 'parcel', { filter: { until: minute(2) } }))).toEqual(['run-0'])
})

it('pages through every match once, notes among them, newest first', async () => {
  const { store } = await openNew()
  const runs = Array.from({ length: 60 }, (_, index) =>
    run(index, index % 2 ? 'needle' : 'hay', 'x', { startedAt: minute(Math.floor(index / 3)) }),
  )
  for (const one of runs) await store.insert(one)
  await store.note({ id: 'run-30', note: 'needle' })
  const seen: string[] = []
  let after: string | null = null
  do {
    const page: RunHits = await search(store, 'needle', { after, limit: 7 })
    seen.push(...ids(page))
    after = page.next
  } while (after !== null)
  const expected = runs.filter(({ id }, index) => index % 2 === 1 || id === 'run-30').map(({ id }) => id)
  expect(seen).toHaveLength(expected.length)
  expect(new Set(seen)).toEqual(new Set(expected))
  const moments = seen.map((id) => runs[Number(id.slice(4))]?.startedAt ?? '')
  expect(moments).toEqual(moments.toSorted().toReversed())
})

it('puts phrases before words and words before beginnings when the best are asked for', async () => {
  const { store } = await openNew()
  await store.insert(run(0, 'red green', 'said once'))
  await store.insert(run(1, 'green and red', 'said once'))
  await store.insert(run(2, 'red greenish', 'said once'))
  await store.insert(run(3, 'blue', 'said once'))
  expect(ids(await search(store, 'red green'))).toEqual(['run-2', 'run-1', 'run-0'])
  expect(ids(await search(store, 'red green', { order: 'best' }))).toEqual(['run-0', 'run-1', 'run-2'])
})

it('finds a run only once it has ended, and no more once it was removed', async () => {
  const { store } = await openNew()
  const ended = run(0, 'needle', 'needle')
  await store.insert({ ...ended, state: 'running' })
  expect(ids(await search(store, 'needle'))).toEqual([])
  await store.update(ended)
  expect(ids(await search(store, 'needle'))).toEqual(['run-0'])
  await store.remove({ ids: ['run-0'] })
  expect(ids(await search(store, 'needle'))).toEqual([])
})

it('reads runs of earlier starts into the index, also those that a kill cut off', async () => {
  const { store, file } = await openNew()
  await store.insert(run(0, 'needle', 'x'))
  await store.insert(run(1, 'needle', 'x', { state: 'running' }))
  await store.close()
  expect(ids(await search((await openNew(file)).store, 'needle'))).toEqual(['run-1', 'run-0'])
})

it('makes a broken index anew and loses nothing', async () => {
  const { store, file } = await openNew()
  for (let index = 0; index < 5; index += 1) await store.insert(run(index, 'needle', 'x'))
  await search(store, 'needle')
  await store.close()
  const db = new DatabaseSync(file, { defensive: false })
  db.exec('DELETE FROM runSearch_data')
  db.close()
  const { store: again } = await openNew(file)
  await expect
    .poll(async () => ids(await search(again, 'needle')))
    .toEqual(['run-4', 'run-3', 'run-2', 'run-1', 'run-0'])
  expect((await again.list({ before: null, limit: 10 })).runs).toHaveLength(5)
})

it('has no hit for a run that is not there any more', async () => {
  const { store } = await openNew()
  await store.insert(sampleRun())
  expect(await search(store, 'nothing like it')).toEqual({ hits: [], next: null, unread: 0 })
})
