import { execFile } from 'node:child_process'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { promisify } from 'node:util'
import { expect, it, onTestFinished } from 'vitest'
import { examplePrompts } from '#shared/prompt/examples'
import type { Prompt } from '#shared/prompt/prompt'
import type { Run } from '#shared/runs/run'
import { sampleEndedRun, sampleRun } from '../../../test/support/sample-run.ts'
import { temporaryFolder } from '../../../test/support/temporary-folder.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations.ts'
import { type Database, openRunStore } from './open-run-store.ts'

const worker = new URL('./worker.ts', import.meta.url)

function open(file: string, module = worker): { store: Database; notices: string[]; deaths: unknown[] } {
  const notices: string[] = []
  const deaths: unknown[] = []
  const store = openRunStore({
    file,
    worker: module,
    onNotice: ({ message, path }) => notices.push(`${message} ${path}`),
    onDeath: (error) => deaths.push(error),
  })
  onTestFinished(() => store.close())
  return { store, notices, deaths }
}

it('gives a run back as it was written, after a restart too', async () => {
  const file = join(await temporaryFolder(), 'antiphon.db')
  const { store } = open(file)
  const ended = sampleEndedRun()
  await store.insert(sampleRun())
  await store.update(ended)
  expect(await store.get(ended.id)).toEqual(ended)
  await store.close()
  expect(await open(file).store.get(ended.id)).toEqual(ended)
})

it('answers null for a run that is not there', async () => {
  const { store } = open(join(await temporaryFolder(), 'antiphon.db'))
  expect(await store.get('no such run')).toBeNull()
})

it('never changes a run that has ended', async () => {
  const file = join(await temporaryFolder(), 'antiphon.db')
  const { store } = open(file)
  const ended = sampleEndedRun()
  await store.insert(ended)
  await store.update({ ...ended, state: 'failed', excerpt: 'late' })
  expect(await store.get(ended.id)).toEqual(ended)
  await store.close()

  const db = new DatabaseSync(file)
  expect(() => db.exec("UPDATE runs SET excerpt = 'late'")).toThrow('a run is unchanged once ended')
  expect(() => db.exec("UPDATE requests SET request = '{}'")).toThrow('a request is unchanged once sent')
  db.close()
})

it('lists the newest first and pages through equal moments without a gap or a repetition (R39)', async () => {
  const { store } = open(join(await temporaryFolder(), 'antiphon.db'))
  const ids = Array.from({ length: 25 }, (_, index) => `run-${String(index).padStart(2, '0')}`)
  for (const [index, id] of ids.entries()) {
    await store.insert(sampleEndedRun({ id, startedAt: `2026-11-22T10:00:0${Math.floor(index / 10)}.000Z` }))
  }
  const listed: string[] = []
  for (let before: string | null = null, hasMore = true; hasMore; ) {
    const page: Awaited<ReturnType<Database['list']>> = await store.list({ before, limit: 10 })
    listed.push(...page.runs.map(({ id }) => id))
    before = listed.at(-1) ?? null
    hasMore = page.hasMore
  }
  expect(listed).toEqual(ids.toReversed())
})

it('lists what a list shows and nothing of the bodies', async () => {
  const { store } = open(join(await temporaryFolder(), 'antiphon.db'))
  const { url, request, prefill, response, usage, cost, error, attempts, requestId, firstTokenMs, ...summary } =
    sampleEndedRun()
  await store.insert({
    ...summary,
    url,
    request,
    prefill,
    response,
    usage,
    cost,
    error,
    attempts,
    requestId,
    firstTokenMs,
  })
  expect(await store.list({ before: null, limit: 10 })).toEqual({
    runs: [{ ...summary, isStarred: false, note: '' }],
    hasMore: false,
  })
})

it('keeps the order in which calls came, without waiting for one another', async () => {
  const { store } = open(join(await temporaryFolder(), 'antiphon.db'))
  const text = 'x'.repeat(200_000)
  const run = sampleRun()
  const writes = [store.insert(run)]
  for (let count = 1; count <= 20; count += 1) {
    const content = [{ type: 'text', text: text.slice(0, count * 10_000) }]
    writes.push(store.update({ ...run, response: { ...run.response, content } }))
  }
  const read = store.get(run.id)
  await Promise.all(writes)
  expect((await read)?.response.content).toEqual([{ type: 'text', text }])
})

it('fails with a sentence and a kind when a run is written twice', async () => {
  const { store } = open(join(await temporaryFolder(), 'antiphon.db'))
  await store.insert(sampleRun())
  await expect(store.insert(sampleRun())).rejects.toMatchObject({
    name: 'AppError',
    kind: 'storage',
    facts: { code: 'sqlite-19' },
  })
})

it('turns runs that a kill left running into truncated ones and keeps what had come', async () => {
  const folder = await temporaryFolder()
  const file = join(folder, 'antiphon.db')
  const script = `
    import { openRunStore } from ${JSON.stringify(new URL('./open-run-store.ts', import.meta.url).href)}
    import { sampleRun } from ${JSON.stringify(new URL('../../../test/support/sample-run.ts', import.meta.url).href)}
    const store = openRunStore({ file: ${JSON.stringify(file)}, worker: new URL(${JSON.stringify(worker.href)}), onNotice() {}, onDeath() {} })
    await store.insert(sampleRun())
    const content = [{ type: 'text', text: 'half an ans' }]
    await store.update(sampleRun({ excerpt: 'half an ans', response: { ...sampleRun().response, content } }))
    process.kill(process.pid, 'SIGKILL')`
  await expect(promisify(execFile)(process.execPath, ['--input-type=module', '-e', script])).rejects.toMatchObject({
    signal: 'SIGKILL',
  })

  const run = await open(file).store.get(sampleRun().id)
  expect(run?.state).toBe('truncated')
  expect(run?.error?.title).toBe('Antiphon was closed while this run was going')
  expect(run?.response.content).toEqual([{ type: 'text', text: 'half an ans' }])
})

it('prints nothing', async () => {
  const file = join(await temporaryFolder(), 'antiphon.db')
  const script = `
    import { openRunStore } from ${JSON.stringify(new URL('./open-run-store.ts', import.meta.url).href)}
    const store = openRunStore({ file: ${JSON.stringify(file)}, worker: new URL(${JSON.stringify(worker.href)}), onNotice() {}, onDeath() {} })
    await store.list({ before: null, limit: 1 })
    await store.close()`
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script])
  expect({ stdout, stderr }).toEqual({ stdout: '', stderr: '' })
})

it('is readable by this user only', async () => {
  const folder = await temporaryFolder()
  const { store } = open(join(folder, 'antiphon.db'))
  await store.insert(sampleRun())
  const modes = readdirSync(folder).map((name) => [name, (statSync(join(folder, name)).mode & 0o777).toString(8)])
  expect(modes).toEqual([
    ['antiphon.db', '600'],
    ['antiphon.db-shm', '600'],
    ['antiphon.db-wal', '600'],
  ])
})

it.each([
  ['text', Buffer.from('this is no database, '.repeat(500))],
  ['a header that lies', Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(8_000, 0xff)])],
  ['zeros', Buffer.alloc(8_192)],
])('sets a damaged file aside (%s), starts a new one and says so (R35)', async (_what, damaged) => {
  const folder = await temporaryFolder()
  const file = join(folder, 'antiphon.db')
  writeFileSync(file, damaged)
  const { store, notices } = open(file)
  await store.insert(sampleRun())
  expect((await store.list({ before: null, limit: 10 })).runs).toHaveLength(1)
  const aside = readdirSync(folder).filter((name) => name.includes('.damaged-'))
  expect(aside).toHaveLength(1)
  expect(readFileSync(join(folder, aside[0] ?? ''))).toEqual(damaged)
  expect(notices).toEqual([expect.stringContaining(aside[0] ?? '')])
})

const prompt = examplePrompts[0]!

it('keeps what a run was made from, once, and has none for a run without it', async () => {
  const { store } = open(join(await temporaryFolder(), 'antiphon.db'))
  await store.insert(sampleRun({ id: 'one' }))
  await store.insert(sampleRun({ id: 'two' }))
  const made: Prompt = { ...prompt, variables: { values: { shop: 'Acme' } } }
  await store.keepPrompt({ runId: 'one', prompt: made })
  expect([await store.prompt('one'), await store.prompt('two')]).toEqual([made, null])
  await expect(store.keepPrompt({ runId: 'one', prompt })).rejects.toMatchObject({ kind: 'storage' })
  await expect(store.keepPrompt({ runId: 'gone', prompt })).rejects.toMatchObject({ kind: 'storage' })
})

it('rescues what can be read when it meets a damaged page, and keeps the damaged file (R35)', async () => {
  const folder = await temporaryFolder()
  const file = join(folder, 'antiphon.db')
  const first = open(file)
  const runs = Array.from({ length: 200 }, (_, index) =>
    sampleEndedRun({ id: `run-${index}`, startedAt: startOf(index) }),
  )
  for (const run of runs) {
    await first.store.insert(run)
    await first.store.keepPrompt({ runId: run.id, prompt: { ...prompt, name: run.id } })
  }
  await first.store.close()
  damageLeafOf(file, 'runs')

  const { store, notices } = open(file)
  const listed = await listAll(store)
  expect(notices).toEqual([expect.stringMatching(/of its runs could be read and were taken over/)])
  expect(listed.length).toBeGreaterThan(150)
  expect(listed.length).toBeLessThan(200)
  const byId = new Map(runs.map((run) => [run.id, run]))
  for (const id of listed) {
    expect(await store.get(id)).toEqual(byId.get(id))
    expect((await store.prompt(id))?.name).toBe(id)
  }
  await store.insert(sampleRun())
  expect(readdirSync(folder).filter((name) => /\.damaged-[\dT-]+$/.test(name))).toHaveLength(1)
})

// The first, the last without the version of the API, and the newest of those that are older.
it.each([1, 3, migrations.length - 1])(
  'rescues what can be read out of a damaged database of the older schema %i (R35)',
  async (version) => {
    const file = join(await temporaryFolder(), 'antiphon.db')
    const older = new DatabaseSync(file)
    migrate(older, file, migrations.slice(0, version))
    const runs = Array.from({ length: 100 }, (_, index) =>
      sampleEndedRun({ id: `run-${index}`, startedAt: startOf(index) }),
    )
    older.exec('BEGIN')
    for (const run of runs) insertAsThen(older, run)
    older.exec('COMMIT')
    older.close()
    damageLeafOf(file, 'runs')

    const { store, notices } = open(file)
    const listed = await listAll(store)
    expect(notices).toEqual([expect.stringMatching(/of its runs could be read and were taken over/)])
    expect(listed.length).toBeGreaterThan(75)
    const byId = new Map(runs.map((run) => [run.id, run]))
    for (const id of listed) {
      const { cost, ...run } = (await store.get(id))!
      expect(byId.get(id)).toMatchObject(run)
      expect([null, byId.get(id)?.cost]).toContainEqual(cost)
    }
  },
)

/** Writes a run into the columns that the schema of then has. */
function insertAsThen(db: DatabaseSync, run: Run): void {
  const names = db
    .prepare("SELECT name FROM pragma_table_info('runs')")
    .all()
    .map(({ name }) => String(name))
  const values = names.map((name) => {
    const value = run[name as keyof Run]
    return typeof value === 'object' && value !== null ? JSON.stringify(value) : (value as string | number | null)
  })
  db.prepare(`INSERT INTO runs (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`).run(...values)
  db.prepare('INSERT INTO requests (runId, request) VALUES (?, ?)').run(run.id, JSON.stringify(run.request))
}

const startOf = (index: number) => new Date(Date.UTC(2026, 10, 22) + index * 1_000).toISOString()

async function listAll(store: Database): Promise<string[]> {
  // Reading every body is what meets the damage; the list alone may not.
  for (let index = 0; index < 200; index += 1) await store.get(`run-${index}`)
  return (await store.list({ before: null, limit: 200 })).runs.map(({ id }) => id)
}

/** Overwrites one leaf page in the middle of a table. */
function damageLeafOf(file: string, table: string): void {
  const db = new DatabaseSync(file)
  const root = Number(db.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').get(table)?.rootpage)
  const pageSize = Number(db.prepare('PRAGMA page_size').get()?.page_size)
  db.close()
  const bytes = readFileSync(file)
  const rootOffset = (root - 1) * pageSize
  expect(bytes[rootOffset]).toBe(5) // an interior page of a table (https://www.sqlite.org/fileformat2.html#b_tree_pages)
  const cells = bytes.readUInt16BE(rootOffset + 3)
  const cell = bytes.readUInt16BE(rootOffset + 12 + 2 * Math.floor(cells / 2))
  const leaf = bytes.readUInt32BE(rootOffset + cell)
  bytes.fill(0xee, (leaf - 1) * pageSize, leaf * pageSize)
  writeFileSync(file, bytes)
}

it('refuses a database of a newer Antiphon in a sentence and leaves it alone (R35)', async () => {
  const folder = await temporaryFolder()
  const file = join(folder, 'antiphon.db')
  const newer = new DatabaseSync(file)
  newer.exec(`CREATE TABLE future (id TEXT); PRAGMA user_version = ${migrations.length + 1}`)
  newer.close()
  const { store } = open(file)
  await expect(store.list({ before: null, limit: 1 })).rejects.toMatchObject({
    kind: 'storage',
    message: expect.stringContaining('was written by a newer Antiphon'),
  })
  const untouched = new DatabaseSync(file)
  expect(untouched.prepare('SELECT name FROM sqlite_schema').all()).toEqual([{ name: 'future' }])
  untouched.close()
})

it('fails the calls under way when the thread dies, starts it once more, and loses nothing that was acknowledged', async () => {
  const folder = await temporaryFolder()
  const file = join(folder, 'antiphon.db')
  const mortal = join(folder, 'mortal-worker.mjs')
  writeFileSync(
    mortal,
    `import { parentPort } from 'node:worker_threads'
     parentPort.on('message', ({ name, input }) => { if (name === 'get' && input === 'die') process.exit(3) })
     await import(${JSON.stringify(worker.href)})`,
  )
  const { store, deaths } = open(file, new URL(`file://${mortal}`))
  await store.insert(sampleRun())
  await expect(store.get('die')).rejects.toMatchObject({ kind: 'storage' })
  expect(deaths).toEqual([new Error('The database thread ended with code 3.')])
  expect((await store.get(sampleRun().id))?.state).toBe('running')

  await expect(store.get('die')).rejects.toMatchObject({ kind: 'storage' })
  await expect(store.get(sampleRun().id)).rejects.toMatchObject({
    kind: 'storage',
    message: expect.stringContaining('closed'),
  })
})

it('finishes what was asked before it closes, and refuses what comes after', async () => {
  const file = join(await temporaryFolder(), 'antiphon.db')
  const { store } = open(file)
  const written = store.insert(sampleEndedRun())
  const closed = store.close()
  await Promise.all([written, closed])
  await expect(store.insert(sampleRun({ id: 'late' }))).rejects.toMatchObject({ kind: 'storage' })
  expect(await open(file).store.get(sampleEndedRun().id)).toEqual(sampleEndedRun())
})
