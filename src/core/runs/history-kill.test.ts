// kill -9 in the middle of a migration, an export and an import: what is there afterwards is whole (R32, R36).
import { spawn } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, it, onTestFinished } from 'vitest'
import { sampleEndedRun } from '../../../test/support/sample-run.ts'
import { temporaryFolder } from '../../../test/support/temporary-folder.ts'
import { createTestCore } from '../../../test/support/test-core.ts'
import { migrate } from '../db/migrate.ts'
import { migrations } from '../db/migrations.ts'
import { openDatabase } from '../db/open-database.ts'
import { runsTable } from '../db/runs-table.ts'

/** More of them find more: `KILLS=100` for a long look. */
const kills = Number(process.env.KILLS ?? 5)
const runs = 400
const stay = { signal: new AbortController().signal }
const url = (path: string) => JSON.stringify(new URL(path, import.meta.url).href)

/** Runs a script that prints when it begins, and kills it so long after that, unless it has ended by then. */
async function runAndKill(script: string, args: string[], afterMs: number): Promise<void> {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', script, ...args],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), afterMs))
  await new Promise((resolve) => child.on('close', resolve))
}

const numbered = (number: number) =>
  sampleEndedRun({
    id: `run-${String(number).padStart(4, '0')}`,
    startedAt: new Date(Date.UTC(2026, 10, 1) + number * 1_000).toISOString(),
    response: { ...sampleEndedRun().response, content: [{ type: 'text', text: `answer ${number} `.repeat(200) }] },
  })

/** A database of an older schema with runs in it, as far as that schema knows them. */
async function oldDatabase(schema: number): Promise<string> {
  const file = join(await temporaryFolder(), 'old.db')
  const db = new DatabaseSync(file)
  db.exec('PRAGMA journal_mode = WAL')
  migrate(db, file, migrations.slice(0, schema))
  const known = new Set(
    db
      .prepare(`SELECT name FROM pragma_table_info('runs')`)
      .all()
      .map(({ name }) => String(name)),
  )
  db.exec('BEGIN')
  for (let number = 0; number < runs; number += 1) {
    const { request, ...run } = numbered(number)
    const row = Object.entries(run)
      .filter(([name]) => known.has(name))
      .map(
        ([name, value]) => [name, typeof value === 'object' && value !== null ? JSON.stringify(value) : value] as const,
      )
    const names = row.map(([name]) => name)
    db.prepare(`INSERT INTO runs (${names.join(', ')}) VALUES (${names.map((name) => `:${name}`).join(', ')})`).run(
      Object.fromEntries(row) as Record<string, string>,
    )
    db.prepare('INSERT INTO requests VALUES (?, ?)').run(run.id, JSON.stringify(request))
  }
  db.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE)')
  db.close()
  return file
}

it(`survives ${kills} kills in the middle of migrations from each schema: whole, copied first, and then done (R32, R36)`, {
  timeout: 240_000,
}, async () => {
  const script = `
    import { openDatabase } from ${url('../db/open-database.ts')}
    import { migrations } from ${url('../db/migrations.ts')}
    process.stdout.write('begin')
    openDatabase(process.argv[1], migrations, new Date()).db.close()`
  for (let kill = 0; kill < kills; kill += 1) {
    const schema = 1 + (kill % (migrations.length - 1))
    const file = join(await temporaryFolder(), 'antiphon.db')
    copyFileSync(await oldDatabase(schema), file)
    await runAndKill(script, [file], 3 + kill * 4)
    const left = new DatabaseSync(file)
    const version = Number(left.prepare('PRAGMA user_version').get()?.user_version)
    expect(version).toBeGreaterThanOrEqual(schema)
    expect(left.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' })
    left.close()
    if (version > schema) expect(existsSync(`${file}.before-schema-${migrations.length}`)).toBe(true)
    const { db, notice } = openDatabase(file, migrations, new Date())
    expect(notice).toBeNull()
    expect(db.prepare('SELECT count(*) AS n FROM runs JOIN requests ON runId = id').get()).toEqual({ n: runs })
    expect(runsTable(db).get('run-0007')?.response).toEqual(numbered(7).response)
    db.close()
  }
})

it('changes nothing of a database that cannot grow, and migrates it once it can (R36, R37)', async () => {
  const file = await oldDatabase(1)
  const db = new DatabaseSync(file)
  const pages = Number(db.prepare('PRAGMA page_count').get()?.page_count)
  db.exec(`PRAGMA max_page_count = ${pages + 2}`)
  expect(() => migrate(db, file, migrations)).toThrow(/full/)
  expect(db.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' })
  expect(db.prepare('SELECT count(*) AS n FROM runs').get()).toEqual({ n: runs })
  db.exec('PRAGMA max_page_count = 1000000')
  migrate(db, file, migrations)
  expect(runsTable(db).get('run-0007')?.response).toEqual(numbered(7).response)
  db.close()
})

const carry = `
  import { readFileSync } from 'node:fs'
  import { createTestCore } from ${url('../../../test/support/test-core.ts')}
  const [folder, what] = process.argv.slice(1)
  let number = 0
  const chooseFile = async () => folder + '/out/' + process.pid + '-' + (number += 1) + '.jsonl'
  const { handlers } = await createTestCore({ dataFolder: folder, chooseFile })
  const stay = { signal: new AbortController().signal }
  await handlers['history.facets']({}, stay)
  process.stdout.write('begin')
  if (what === 'export') {
    for (;;) for await (const _ of handlers['history.export']({ choice: { filter: {} }, format: 'jsonl', withWire: true }, stay));
  }
  const upload = crypto.randomUUID()
  await handlers['history.importPart']({ upload, offset: 0, data: readFileSync(what).toString('base64') }, stay)
  for await (const _ of handlers['history.import']({ upload }, stay));
  process.exit()`

/** A data folder with all runs in it. */
async function fullFolder(): Promise<string> {
  const folder = await temporaryFolder()
  const { db } = openDatabase(join(folder, 'antiphon.db'), migrations, new Date())
  for (let number = 0; number < runs; number += 1) runsTable(db).insert(numbered(number))
  db.close()
  return folder
}

const exportsIn = (folder: string) => readdirSync(join(folder, 'out')).filter((name) => name.endsWith('.jsonl'))

it(`survives ${kills} kills in the middle of exports: no half file has a name (R32, R47)`, {
  timeout: 240_000,
}, async () => {
  const folder = await fullFolder()
  mkdirSync(join(folder, 'out'))
  for (let kill = 0; kill < kills; kill += 1) await runAndKill(carry, [folder, 'export'], 20 + kill * 37)
  for (const name of exportsIn(folder)) {
    const lines = readFileSync(join(folder, 'out', name), 'utf8')
      .trimEnd()
      .split('\n')
    expect(lines.map((line) => (JSON.parse(line) as { run: { id: string } }).run.id)).toHaveLength(runs)
  }
})

it(`survives ${kills} kills in the middle of imports: every run whole, and the next import takes the rest (R32)`, {
  timeout: 240_000,
}, async () => {
  const file = join(await temporaryFolder(), 'all.jsonl')
  writeFileSync(
    file,
    Array.from({ length: runs }, (_, number) => `${JSON.stringify({ run: numbered(number) })}\n`).join(''),
  )
  const folder = await temporaryFolder()
  for (let kill = 0; kill < kills; kill += 1) await runAndKill(carry, [folder, file], 40 + kill * 60)
  const { handlers, dispose } = await createTestCore({ dataFolder: folder })
  onTestFinished(dispose)
  const upload = crypto.randomUUID()
  await handlers['history.importPart']({ upload, offset: 0, data: readFileSync(file).toString('base64') }, stay)
  for await (const event of handlers['history.import']({ upload }, stay)) {
    if (event.type === 'end') expect(event.imported + event.known).toBe(runs)
  }
  const { total } = await handlers['history.facets']({}, stay)
  expect(total).toBe(runs)
  for (const number of [0, 199, 399]) {
    const { id, response } = numbered(number)
    expect((await handlers['runs.get']({ id }, stay)).response).toEqual(response)
  }
})
