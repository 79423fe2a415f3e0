import { appendFileSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, it } from 'vitest'
import { sampleEndedRun } from '../../../test/support/sample-run.ts'
import { temporaryFolder } from '../../../test/support/temporary-folder.ts'
import { migrations } from '../db/migrations.ts'
import { openDatabase } from '../db/open-database.ts'
import { runsTable } from '../db/runs-table.ts'
import { type CheckEnd, checkHistoryFile } from './check-history-file.ts'

const line = (id: string) => `${JSON.stringify({ run: sampleEndedRun({ id }) })}\n`

/** What is made of a file, and the ids of the runs that were taken. */
async function checked(source: string): Promise<{ end: CheckEnd; ids: string[]; target: string }> {
  const target = join(await temporaryFolder(), 'checked.part')
  const end = checkHistoryFile(source, target, () => {})
  const lines = readFileSync(target, 'utf8').split('\n').filter(Boolean)
  const runs = lines.map((text) => JSON.parse(text).run).filter(Boolean)
  return { end, ids: runs.map(({ id }) => id), target }
}

/** A history of one run, which somebody changed. */
async function changedHistory(...changes: string[]): Promise<string> {
  const file = join(await temporaryFolder(), 'antiphon.db')
  const { db } = openDatabase(file, migrations, new Date())
  runsTable(db).insert(sampleEndedRun({ id: 'a' }))
  db.exec('PRAGMA journal_mode = DELETE')
  db.close()
  const theirs = new DatabaseSync(file, { defensive: false })
  for (const change of changes) theirs.exec(change)
  theirs.close()
  return file
}

it('reads over a line that is longer than any run, and takes the next', async () => {
  const source = join(await temporaryFolder(), 'long.jsonl')
  writeFileSync(source, line('a'))
  truncateSync(source, 129 * 1024 * 1024)
  appendFileSync(source, `\n${line('b')}`)
  const { end, ids } = await checked(source)
  expect(end).toEqual({ accepted: 2, refused: 1, reasons: ['Line 2: it is too long'] })
  expect(ids).toEqual(['a', 'b'])
})

it('reads a history without a change to it or a file beside it, and keeps what it took to this user', async () => {
  const source = await changedHistory()
  const before = readFileSync(source)
  const { end, target } = await checked(source)
  expect(end).toEqual({ accepted: 1, refused: 0, reasons: [] })
  expect(readFileSync(source).equals(before)).toBe(true)
  expect(readdirSync(join(source, '..'))).toEqual(['antiphon.db'])
  if (process.platform !== 'win32') expect(statSync(target).mode & 0o777).toBe(0o600)
})

const noModel = 'DROP INDEX runsByModel; DROP INDEX runsUsage; ALTER TABLE runs DROP COLUMN model'
const none = 'The file is a database, but no run history.'
const unknown = 'The file is a database, but no run history that this Antiphon knows.'

it.each<[string, string, string[]]>([
  ['a table less', none, ['DROP TABLE requests']],
  [
    'a view for a table',
    none,
    ['DROP TABLE requests; CREATE VIEW requests AS SELECT id AS runId, response AS request FROM runs'],
  ],
  [
    'a virtual table for a table',
    none,
    ['DROP TABLE requests; CREATE VIRTUAL TABLE requests USING fts5(runId, request)'],
  ],
  ['a column less', unknown, [noModel]],
  ['a column that is reckoned', unknown, [noModel, 'ALTER TABLE runs ADD COLUMN model TEXT AS (hex(zeroblob(9)))']],
  ['a newer schema', 'The file was written by a newer Antiphon. Import it there.', ['PRAGMA user_version = 9999']],
])('takes nothing from a history with %s, and says why (S29)', async (_what, fault, changes) => {
  expect(await checked(await changedHistory(...changes))).toMatchObject({ end: { fault }, ids: [] })
})

it('takes the runs of a history with columns of strange names, without them (S29)', async () => {
  const source = await changedHistory(
    'ALTER TABLE runs ADD COLUMN "x"" FROM loot --" TEXT',
    'ALTER TABLE runs ADD COLUMN "a b" TEXT',
  )
  expect(await checked(source)).toMatchObject({ end: { accepted: 1, refused: 0 }, ids: ['a'] })
})
