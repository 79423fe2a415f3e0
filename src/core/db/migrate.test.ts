import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, it } from 'vitest'
import { sampleEndedRun } from '../../../test/support/sample-run.ts'
import { temporaryFolder } from '../../../test/support/temporary-folder.ts'
import { historyTable } from './history-table.ts'
import { migrate, NewerSchemaError } from './migrate.ts'
import { type Migration, migrations } from './migrations.ts'
import { runsTable } from './runs-table.ts'

const first: Migration = { name: 'notes', sql: 'CREATE TABLE notes (text TEXT)' }
const second: Migration = { name: 'stars', sql: 'ALTER TABLE notes ADD COLUMN stars INTEGER NOT NULL DEFAULT 0' }
const failing: Migration = {
  name: 'bad',
  sql: 'ALTER TABLE notes ADD COLUMN late TEXT; INSERT INTO nowhere VALUES (1)',
}

async function openNotes(): Promise<{ db: DatabaseSync; file: string; folder: string }> {
  const folder = await temporaryFolder()
  const file = join(folder, 'notes.db')
  return { db: new DatabaseSync(file), file, folder }
}

const version = (db: DatabaseSync) => db.prepare('PRAGMA user_version').get()?.user_version

it('brings an empty database to the newest schema without a copy of nothing', async () => {
  const { db, file, folder } = await openNotes()
  migrate(db, file, [first, second])
  expect(version(db)).toBe(2)
  expect(readdirSync(folder)).toEqual(['notes.db'])
})

it('copies an older database before it changes it, with what only the log held (R36)', async () => {
  const { db, file, folder } = await openNotes()
  db.exec('PRAGMA journal_mode = WAL')
  migrate(db, file, [first])
  db.exec("INSERT INTO notes VALUES ('kept')")
  migrate(db, file, [first, second])
  expect(db.prepare('SELECT * FROM notes').all()).toEqual([{ text: 'kept', stars: 0 }])

  const copy = join(folder, 'notes.db.before-schema-2')
  const before = new DatabaseSync(copy)
  expect(version(before)).toBe(1)
  expect(before.prepare('SELECT * FROM notes').all()).toEqual([{ text: 'kept' }])
  expect(statSync(copy).mode & 0o777).toBe(0o600)
})

it('changes nothing when it runs again (R36)', async () => {
  const { db, file } = await openNotes()
  migrate(db, file, [first, second])
  db.exec("INSERT INTO notes (text) VALUES ('kept')")
  migrate(db, file, [first, second])
  expect(db.prepare('SELECT * FROM notes').all()).toEqual([{ text: 'kept', stars: 0 }])
})

it('leaves the schema before the step that fails, whole (R36)', async () => {
  const { db, file } = await openNotes()
  migrate(db, file, [first])
  expect(() => migrate(db, file, [first, failing])).toThrow('nowhere')
  expect(version(db)).toBe(1)
  expect(db.prepare('SELECT name FROM pragma_table_info(?)').all('notes')).toEqual([{ name: 'text' }])
  migrate(db, file, [first, second])
  expect(version(db)).toBe(2)
})

it('refuses a newer schema without touching it', async () => {
  const { db, file } = await openNotes()
  migrate(db, file, [first, second])
  expect(() => migrate(db, file, [first])).toThrow(NewerSchemaError)
  expect(version(db)).toBe(2)
})

it('has released steps that run one after another', async () => {
  const { db, file } = await openNotes()
  for (let count = 1; count <= migrations.length; count += 1) migrate(db, file, migrations.slice(0, count))
  expect(version(db)).toBe(migrations.length)
})

it('keeps the runs of the first release: their cost without lines made up, the version that their request has', async () => {
  const { db, file } = await openNotes()
  migrate(db, file, migrations.slice(0, 1))
  const { request, cost: _cost, apiVersion, ...run } = sampleEndedRun()
  const row = Object.entries(run).map(([name, value]) => [
    name,
    typeof value === 'object' && value !== null ? JSON.stringify(value) : value,
  ])
  const names = row.map(([name]) => name)
  db.prepare(`INSERT INTO runs (${names.join(', ')}) VALUES (${names.map((name) => `:${name}`).join(', ')})`).run(
    Object.fromEntries(row) as Record<string, string>,
  )
  db.prepare('INSERT INTO requests VALUES (?, ?)').run(run.id, JSON.stringify(request))
  migrate(db, file, migrations)
  expect(runsTable(db).get(run.id)).toEqual({ ...run, apiVersion, request, cost: null })
  expect(historyTable(db, null).list({ before: null, limit: 1 })).toMatchObject({
    runs: [{ apiVersion: '2023-06-01' }],
  })
  expect(() => db.exec(`UPDATE runs SET apiVersion = 'other'`)).toThrow('a run is unchanged once ended')
})
