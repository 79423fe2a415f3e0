// Runs on a thread of its own, because node:sqlite is synchronous: on the thread that serves the windows every commit
// would stop them all.
import type { DatabaseSync } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'
import { NewerSchemaError } from './migrate.ts'
import { migrations } from './migrations.ts'
import { isDamage, openDatabase, sqliteCode } from './open-database.ts'
import type { DatabaseCalls, DatabaseReply, DatabaseRequest, DatabaseWorkerData } from './protocol.ts'
import { endInterruptedRuns, runsTable } from './runs-table.ts'

const port = parentPort
if (!port) throw new Error('The database worker runs as a worker thread only.')
// Safe: open-run-store.ts starts this thread and hands exactly this in.
const { file, isRestart } = workerData as DatabaseWorkerData
const reply = (message: DatabaseReply) => port.postMessage(message)

const calls = open()
port.on('message', ({ id, name, input }: DatabaseRequest) => {
  try {
    if (calls instanceof Error) throw calls
    // Safe: the request pairs each name with its own input.
    reply({ id, value: (calls[name] as (input: unknown) => unknown)(input) })
  } catch (error) {
    reply({ id, failure: { sentence: sentenceFor(error), code: codeOf(error) } })
  }
  if (name === 'close') port.close()
})

/** The calls on an open database, or the error that kept it closed: every call is then answered with that. */
function open(): DatabaseCalls | Error {
  try {
    const { db, damagedFile } = openDatabase(file, migrations, new Date())
    if (damagedFile) {
      reply({ notice: `The run history was damaged. It was set aside as ${damagedFile}, and a new one was started.` })
    }
    // The shells let one process at a time into a data folder, so what still stands as running was cut off.
    if (!isRestart) endInterruptedRuns(db)
    return { ...runsTable(db), close: () => close(db) }
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

function close(db: DatabaseSync): null {
  db.close()
  return null
}

function sentenceFor(error: unknown): string {
  if (error instanceof NewerSchemaError) return error.message
  if (isDamage(error))
    return `The run history (${file}) is damaged. Close Antiphon, keep a copy of that file, and start again.`
  const known = sentences.get(sqliteCode(error) ?? -1)
  return `The run history (${file}) ${known ?? 'cannot be used'}. Runs still go and stay on screen, but are not kept.`
}

// SQLite's primary result codes (https://www.sqlite.org/rescode.html).
const sentences = new Map([
  [5, 'is in use by another program'],
  [8, 'cannot be written'],
  [10, 'cannot be read or written'],
  [13, 'cannot grow, because the disk is full'],
  [14, 'cannot be opened'],
  [19, 'already holds this run'],
])

function codeOf(error: unknown): string | null {
  const code = sqliteCode(error)
  if (code !== null) return `sqlite-${code}`
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
}
