import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import type { Run, RunError } from '#shared/runs/run'
import type { DatabaseCalls } from './protocol.ts'
import { lastingColumns, summaryColumns } from './run-rows.ts'
import { inTransaction } from './statements.ts'

const plainColumns = ['url', 'prefill', 'requestId', 'firstTokenMs'] as const satisfies readonly (keyof Run)[]
const jsonColumns = ['response', 'usage', 'cost', 'error', 'attempts'] as const satisfies readonly (keyof Run)[]
const columns = [...summaryColumns, ...plainColumns, ...jsonColumns]
// They stay as they were when the run began; most of the indexes are over them, and need not be written again.
const lasting: readonly string[] = [...lastingColumns, 'url', 'prefill'] satisfies (keyof Run)[]
const growing = columns.filter((column) => !lasting.includes(column))

type Row = Record<string, unknown>

/** The calls on the tables `runs` and `requests`. */
export function runsTable(db: DatabaseSync): Pick<DatabaseCalls, 'insert' | 'update' | 'get'> & {
  /** Writes a row inside of a transaction of the caller's. */
  insertPlainly: (run: Run) => void
} {
  const insertRun = db.prepare(
    `INSERT INTO runs (${columns.join(', ')}) VALUES (${columns.map((column) => `:${column}`).join(', ')})`,
  )
  const insertRequest = db.prepare('INSERT INTO requests (runId, request) VALUES (?, ?)')
  const updateRun = db.prepare(
    `UPDATE runs SET ${growing.map((column) => `${column} = :${column}`).join(', ')} WHERE id = :id AND state = 'running'`,
  )
  const get = runReader(db)

  const insertPlainly = (run: Run) => {
    insertRun.run(toRow(run))
    insertRequest.run(run.id, JSON.stringify(run.request))
  }

  return {
    insert: (run) => {
      inTransaction(db, () => insertPlainly(run))
      return null
    },
    insertPlainly,
    update: (run) => {
      updateRun.run(toRow(run, ['id', ...growing]))
      return null
    },
    get,
  }
}

/** Reads one run whole, also out of an older schema: then what that has no column for is not in it, or `null`. */
export function runReader(db: DatabaseSync): (id: string) => Run | null {
  const one = db.prepare('SELECT runs.*, requests.request FROM runs JOIN requests ON runId = id WHERE id = ?')
  return (id) => {
    const row = one.get(id)
    return row ? fromRow(row) : null
  }
}

/** Runs that a crash or a power cut left going: they were cut off, and keep what had come. */
export function endInterruptedRuns(db: DatabaseSync): void {
  const error: RunError = {
    kind: 'cancelled',
    message: 'Antiphon was closed while this run was going. What had come by then is kept.',
    facts: {},
    title: 'Antiphon was closed while this run was going',
    advice: 'What had come by then is kept. Run the prompt again for a whole answer.',
    said: null,
    status: null,
    type: null,
  }
  db.prepare(`UPDATE runs SET state = 'truncated', error = ? WHERE state = 'running'`).run(JSON.stringify(error))
}

function toRow(run: Omit<Run, 'request'>, wanted: readonly string[] = columns): Record<string, SQLInputValue> {
  const plain = [...summaryColumns, ...plainColumns].map((column) => [column, run[column]] as const)
  const json = jsonColumns.map((column) => [column, run[column] === null ? null : JSON.stringify(run[column])] as const)
  return Object.fromEntries([...plain, ...json].filter(([column]) => wanted.includes(column)))
}

function fromRow(row: Row): Run {
  const json = [...jsonColumns, 'request'].map((column) => {
    const text = row[column]
    return [column, typeof text === 'string' ? JSON.parse(text) : null]
  })
  // Safe: only `toRow` writes rows, out of a Run.
  return { ...row, ...Object.fromEntries(json) } as Run
}
