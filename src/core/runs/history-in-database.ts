// Reads the runs of a database that somebody made.
import { statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { toKeptEntry, type WireRow, wireColumns } from '../db/kept-wire.ts'
import { migrations } from '../db/migrations.ts'
import { readHostileJson } from '../hostile-json.ts'
import { Fault, type Found } from './found-runs.ts'

const neededColumns = ['id', 'startedAt', 'state', 'response', 'attempts', 'model']
const jsonColumns = ['response', 'usage', 'cost', 'error', 'attempts', 'request']

/**
 * The runs of an Antiphon database. It is only read, by our own words, from plain tables: views, virtual tables and triggers of
 * somebody else never come to anything.
 */
export function* runsInDatabase(source: string): Generator<Found> {
  const db = new DatabaseSync(source, {
    readOnly: true,
    allowExtension: false,
    defensive: true,
    enableDoubleQuotedStringLiterals: false,
  })
  try {
    db.exec('PRAGMA trusted_schema = OFF; PRAGMA query_only = ON; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0')
    const version = Number(db.prepare('PRAGMA user_version').get()?.user_version)
    if (version > migrations.length) throw new Fault('The file was written by a newer Antiphon. Import it there.')
    const tables = plainTables(db)
    if (!tables.has('runs') || !tables.has('requests')) throw new Fault('The file is a database, but no run history.')
    const columns = columnsOf(db, 'runs')
    if (neededColumns.some((name) => !columns.includes(name))) {
      throw new Fault('The file is a database, but no run history that this Antiphon knows.')
    }
    const known = columns.filter((name) => /^[A-Za-z]{1,40}$/.test(name)).map((name) => `runs."${name}"`)
    const prompts = tables.has('prompts') ? db.prepare('SELECT prompt FROM prompts WHERE runId = ?') : null
    const marks = tables.has('marks') ? db.prepare('SELECT isStarred, note FROM marks WHERE runId = ?') : null
    const rows = db.prepare(
      `SELECT ${known.join(', ')}, requests.request FROM runs JOIN requests ON requests.runId = runs.id ORDER BY runs.rowid`,
    )
    const wires = tables.has('wire')
      ? db.prepare(`SELECT ${wireColumns} FROM wire WHERE runId = ? ORDER BY attempt, sequence`)
      : null
    const bytesPerRow = statSync(source).size / countRows(db, tables.has('wire') ? ['runs', 'wire'] : ['runs'])
    let done = 0
    for (const row of rows.iterate()) {
      done += bytesPerRow
      const id = row.id ?? null
      const found = runOf(row, prompts?.get(id)?.prompt, marks?.get(id), done)
      yield found
      if (!wires || !('value' in found)) continue
      for (const entry of wireOf(found.name, wires.iterate(id))) {
        done += bytesPerRow
        yield { ...entry, done }
      }
    }
  } finally {
    db.close()
  }
}

function runOf(
  row: Record<string, unknown>,
  prompt: unknown,
  marks: Record<string, unknown> | undefined,
  done: number,
): Found {
  const name = `Run ${String(row.id).slice(0, 40)}`
  // Older files know neither the cost of a run nor its version.
  const run: Record<string, unknown> = { cost: null, apiVersion: '', ...row }
  for (const column of jsonColumns) {
    const text = run[column]
    if (typeof text !== 'string') continue
    const read = readHostileJson(text)
    if (!read.ok) return { name, reason: read.reason, done }
    run[column] = read.value
  }
  const kept = typeof prompt === 'string' ? readHostileJson(prompt) : null
  const beside = { isStarred: marks?.isStarred === 1, note: marks?.note ?? '' }
  return { name, value: { run, prompt: kept?.ok ? kept.value : null, ...beside }, done }
}

/** What the rows say; nothing of them where they are no log: the run itself may be sound. */
function* wireOf(name: string, rows: Iterable<WireRow>) {
  try {
    for (const row of rows) yield { name, wire: toKeptEntry(row, readOrThrow), runId: null }
  } catch {
    yield { name, wire: null }
  }
}

function readOrThrow(text: string): unknown {
  const read = readHostileJson(text)
  if (!read.ok) throw new Error(read.reason)
  return read.value
}

/** Tables that hold rows of their own. */
function plainTables(db: DatabaseSync): Set<string> {
  const rows = db.prepare(`SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND rootpage > 0`).all()
  return new Set(rows.filter(({ sql }) => /^CREATE TABLE /i.test(String(sql))).map(({ name }) => String(name)))
}

function countRows(db: DatabaseSync, tables: string[]): number {
  const counts = tables.map((table) => Number(db.prepare(`SELECT count(*) AS count FROM ${table}`).get()?.count))
  return counts.reduce((sum, count) => sum + count, 0)
}

/** Columns that hold what was written, and are not reckoned from others. */
function columnsOf(db: DatabaseSync, table: string): string[] {
  return db
    .prepare('SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0')
    .all(table)
    .map(({ name }) => String(name))
}
