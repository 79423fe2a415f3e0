// Files that are no history, or one that somebody made to do harm: nothing of them is taken over, or what is sound (S28, S29).
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, expect, it } from 'vitest'
import { allRuns, coreWith, historyFolder, imported } from '../../../test/support/history-core.ts'
import { sampleEndedRun, sampleRun } from '../../../test/support/sample-run.ts'
import { createTestCore } from '../../../test/support/test-core.ts'

/** One for all files of which nothing is taken: none of them may leave a run, or keep the next from being refused. */
const empty = createTestCore()
afterAll(async () => (await empty).dispose())

const good = (id: string) => JSON.stringify({ run: sampleEndedRun({ id }) })

it.each<[string, string]>([
  ['nothing', ''],
  ['prose', 'Dear all,\nthis is a letter.'],
  ['another kind of JSON', '{"name":"x","version":3}'],
  ['depth', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
  ['a field twice', '{"run":{"id":"a","id":"b"}}'],
  ['__proto__', '{"run":{"__proto__":{"isAdmin":true}}}'],
  ['numbers that are none', '{"run":NaN}'],
  ['a run that still goes', JSON.stringify({ run: sampleRun() })],
  ['a wrong type', JSON.stringify({ run: { ...sampleEndedRun(), cost: { lines: 'none' } } })],
])('imports nothing from a file that holds %s, and says why (S28)', async (_what, text) => {
  const core = await empty
  await expect(imported(core, `${text}\n`)).rejects.toMatchObject({
    kind: 'invalid-input',
    message: expect.stringContaining('Nothing was imported'),
  })
  expect(await allRuns(core)).toEqual([])
  expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined()
})

it('takes the sound lines of a file, names the others, and leaves out fields that no run has (S28)', async () => {
  const core = await coreWith([])
  const extra = JSON.stringify({ run: { ...sampleEndedRun({ id: 'b' }), apiKey: 'x' }, baseUrl: 'http://evil' })
  const end = await imported(core, `\uFEFF${good('a')}\r\n\n{"run":1}\n${extra}\n${good('a')}`)
  expect(end).toMatchObject({ imported: 2, known: 1, refused: 1 })
  expect(end.reasons).toEqual(['Line 3: its field run is not what a run has'])
  expect((await allRuns(core)).map(({ run }) => run)).toEqual([
    sampleEndedRun({ id: 'b' }),
    sampleEndedRun({ id: 'a' }),
  ])
})

async function database(change: (db: DatabaseSync) => void): Promise<Buffer> {
  const file = join(await historyFolder([{}, {}]), 'antiphon.db')
  const db = new DatabaseSync(file, { defensive: false })
  db.exec('PRAGMA journal_mode = DELETE')
  change(db)
  db.close()
  return readFileSync(file)
}

it('imports the runs of a database, and runs nothing that is in it (S29)', async () => {
  const bytes = await database((db) => {
    db.exec(`
      CREATE TABLE loot (text TEXT);
      CREATE TRIGGER thief AFTER INSERT ON runs BEGIN INSERT INTO loot VALUES (NEW.response); END;
      CREATE VIEW spy AS SELECT load_extension('/tmp/evil.so');`)
  })
  const core = await coreWith([])
  expect(await imported(core, bytes)).toMatchObject({ imported: 2, known: 0, refused: 0 })
  expect((await allRuns(core)).map(({ run, isStarred, note }) => [run.id, isStarred, note])).toEqual([
    ['run-1', false, ''],
    ['run-0', true, '=1+1'],
  ])
})

it.each<[string, (db: DatabaseSync) => void]>([
  [
    'a view in place of the runs',
    (db) => db.exec('PRAGMA foreign_keys = OFF; DROP TABLE runs; CREATE VIEW runs AS SELECT runId AS id FROM requests'),
  ],
  [
    'a recursion without end in place of the runs',
    (db) =>
      db.exec(`PRAGMA foreign_keys = OFF; DROP TABLE runs; CREATE VIEW runs AS
        WITH RECURSIVE n (id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n) SELECT id FROM n`),
  ],
  [
    'rows that are no runs',
    (db) => db.exec("DROP TRIGGER endedRunsStay; UPDATE runs SET startedAt = 'then', attempts = '{}'"),
  ],
])('imports nothing from a database with %s (S29)', async (_what, change) => {
  const bytes = await database(change)
  const core = await empty
  await expect(imported(core, bytes)).rejects.toMatchObject({ kind: 'invalid-input' })
  expect(await allRuns(core)).toEqual([])
})

it.each([
  ['a header that lies', Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(8_000, 0xff)])],
  ['a header alone', Buffer.from('SQLite format 3\0')],
])('imports nothing from %s (S29)', async (_what, bytes) => {
  const core = await empty
  await expect(imported(core, bytes)).rejects.toMatchObject({ kind: 'invalid-input' })
})
