// Reads a history file that somebody made, on a thread of its own, and writes the runs that are sound to a file of ours.
import { closeSync, createReadStream, openSync, readSync, statSync, writeSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { type ExportedRun, exportedRunSchema } from '#shared/runs/run-schema'
import { toKeptEntry, type WireRow, wireColumns } from '../db/kept-wire.ts'
import { migrations } from '../db/migrations.ts'
import { readHostileJson } from '../hostile-json.ts'

export type CheckProgress = { done: number; total: number }
/** `accepted` runs are in the checked file. `fault`: why the file is none that can be imported at all. */
export type CheckEnd = { accepted: number; refused: number; reasons: string[] } | { fault: string }

/** Longer lines are no run that Antiphon ever wrote. */
const longestLine = 128 * 1024 * 1024
const mostReasons = 20
const progressEvery = 200

/** Where the runs of a file come from, each with what to call it, or the reason why it is none. */
type Found = { name: string; value: unknown; done: number } | { name: string; reason: string; done: number }

export async function checkHistoryFile(
  source: string,
  target: string,
  onProgress: (progress: CheckProgress) => void,
): Promise<CheckEnd> {
  const total = statSync(source).size
  const file = openSync(target, 'w', 0o600)
  let [accepted, refused, seen] = [0, 0, 0]
  const reasons: string[] = []
  const refuse = (name: string, reason: string) => {
    refused += 1
    if (reasons.length < mostReasons) reasons.push(`${name}: ${reason}`.slice(0, 300))
  }
  try {
    for await (const found of isDatabase(source) ? runsInDatabase(source) : runsInLines(source)) {
      if ('reason' in found) refuse(found.name, found.reason)
      else {
        const read = exportedRunSchema.safeParse(found.value)
        if (read.success) {
          writeSync(file, `${JSON.stringify(inOrderOf(found.value, read.data satisfies ExportedRun))}\n`)
          accepted += 1
        } else refuse(found.name, faultOf(read.error.issues[0]))
      }
      seen += 1
      if (seen % progressEvery === 0) onProgress({ done: found.done, total })
    }
    return { accepted, refused, reasons }
  } catch (error) {
    if (error instanceof Fault) return { fault: error.message }
    return { fault: 'The file is damaged, or it is no history file.' }
  } finally {
    closeSync(file)
  }
}

/** What was checked, its fields in the order in which the file has them: a request is kept as it was spelled when it was sent. */
function inOrderOf(original: unknown, checked: unknown): unknown {
  if (Array.isArray(checked)) return checked.map((item, index) => inOrderOf(Object(original)[index], item))
  if (typeof checked !== 'object' || checked === null) return checked
  const places = new Map(Object.keys(Object(original)).map((name, place) => [name, place]))
  const placeOf = ([name]: [string, unknown]) => places.get(name) ?? places.size
  const sorted = Object.entries(checked).toSorted((one, other) => placeOf(one) - placeOf(other))
  return Object.fromEntries(sorted.map(([name, value]) => [name, inOrderOf(Object(original)[name], value)]))
}

class Fault extends Error {}

function faultOf(issue: { path: PropertyKey[]; message: string } | undefined): string {
  const path = issue?.path.map(String).join('.') ?? ''
  return `${path === '' ? 'it is no run' : `its field ${path.slice(0, 100)} is not what a run has`}`
}

async function* runsInLines(source: string): AsyncGenerator<Found> {
  let number = 0
  for await (const { text, done } of linesOf(source)) {
    number += 1
    if (text !== null && (text.trim() === '' || text === '\uFEFF')) continue
    const name = `Line ${number}`
    const read = text === null ? { ok: false as const, reason: 'it is too long' } : readHostileJson(text)
    yield read.ok ? { name, value: read.value, done } : { name, reason: read.reason, done }
  }
}

/** The lines of a file; `null` in place of one that is too long, of which nothing is kept. */
async function* linesOf(source: string): AsyncGenerator<{ text: string | null; done: number }> {
  let parts: Buffer[] = []
  let length = 0
  let done = 0
  const take = (): string | null => {
    const text = length > longestLine ? null : Buffer.concat(parts).toString('utf8')
    parts = []
    length = 0
    return text
  }
  for await (const chunk of createReadStream(source, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>) {
    let from = 0
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      parts.push(chunk.subarray(from, end))
      length += end - from
      yield { text: take(), done: done + end }
      from = end + 1
    }
    length += chunk.length - from
    if (length <= longestLine) parts.push(chunk.subarray(from))
    else parts = []
    done += chunk.length
  }
  if (length > 0) yield { text: take(), done }
}

function isDatabase(source: string): boolean {
  const file = openSync(source, 'r')
  try {
    const start = Buffer.alloc(16)
    readSync(file, start, 0, 16, 0)
    return start.toString('latin1') === 'SQLite format 3\0'
  } finally {
    closeSync(file)
  }
}

const neededColumns = ['id', 'startedAt', 'state', 'response', 'attempts', 'model']
const jsonColumns = ['response', 'usage', 'cost', 'error', 'attempts', 'request']

/**
 * The runs of an Antiphon database. It is only read, by our own words, from plain tables: views, virtual tables and triggers of
 * somebody else never come to anything.
 */
function* runsInDatabase(source: string): Generator<Found> {
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
    let done = 0
    for (const row of rows.iterate()) {
      done += 1
      const id = row.id ?? null
      yield found(row, { prompt: prompts?.get(id)?.prompt, marks: marks?.get(id), wire: wires?.all(id) ?? [] }, done)
    }
  } finally {
    db.close()
  }
}

type Beside = { prompt: unknown; marks: Record<string, unknown> | undefined; wire: WireRow[] }

function found(row: Record<string, unknown>, { prompt, marks, wire }: Beside, done: number): Found {
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
  return {
    name,
    value: {
      run,
      prompt: kept?.ok ? kept.value : null,
      isStarred: marks?.isStarred === 1,
      note: marks?.note ?? '',
      wire: wireOf(wire),
    },
    done,
  }
}

/** What the rows say; nothing where they are no log: the run itself may be sound. */
function wireOf(rows: readonly WireRow[]): unknown {
  try {
    return rows.map((row) => toKeptEntry(row, readOrThrow))
  } catch {
    return undefined
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

/** Columns that hold what was written, and are not reckoned from others. */
function columnsOf(db: DatabaseSync, table: string): string[] {
  return db
    .prepare('SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0')
    .all(table)
    .map(({ name }) => String(name))
}
