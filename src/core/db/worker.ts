// Runs on a thread of its own, because node:sqlite is synchronous: on the thread that serves the windows every commit
// would stop them all.
import { statSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { exportCalls } from './export-runs.ts'
import { describeFailure, MovedError } from './failure.ts'
import { historyTable } from './history-table.ts'
import { importCalls } from './import-runs.ts'
import { migrations } from './migrations.ts'
import { isDamage, type OpenDatabase, openDatabase, replaceDamaged } from './open-database.ts'
import { promptsTable } from './prompts-table.ts'
import type { DatabaseCalls, DatabaseReply, DatabaseRequest, DatabaseWorkerData } from './protocol.ts'
import { endInterruptedRuns, runsTable } from './runs-table.ts'
import { searchCalls } from './search.ts'
import { openSearchIndex, type SearchIndex } from './search-index.ts'
import { takenRuns } from './taken-runs.ts'
import { wireTable } from './wire-table.ts'

const port = parentPort
if (!port) throw new Error('The database worker runs as a worker thread only.')
// Safe: open-run-store.ts starts this thread and hands exactly this in.
const { file, isRestart } = workerData as DatabaseWorkerData
const reply = (message: DatabaseReply) => port.postMessage(message)

/** The words of what was written are taken into the index so much later: whoever waits for the write does not wait for them. */
const restMs = 200
const readAtOnce = 8

let index: SearchIndex | null = null
let openedAs: bigint | null = null
let isReadingDue = false
let calls = open(() => openDatabase(file, migrations, new Date()))
whenRested()
port.on('message', (request: DatabaseRequest) => {
  try {
    reply({ id: request.id, value: answer(request) })
  } catch (error) {
    reply({ id: request.id, failure: describeFailure(error, file) })
  }
  if (request.name === 'close') port.close()
  else whenRested()
})

function whenRested(): void {
  if (isReadingDue) return
  isReadingDue = true
  setTimeout(readOn, restMs).unref()
}

/** One small step after another: a call that comes meanwhile waits for one step only. */
function readOn(): void {
  isReadingDue = false
  try {
    if (calls instanceof Error || !index?.read(readAtOnce)) return
    isReadingDue = true
    setTimeout(readOn, 0).unref()
  } catch {
    // The search says how many runs are not read; the next call tries again, and damage is mended by it.
  }
}

/** The calls on an open database, or the error that kept it closed: every call is then answered with that. */
function open(opening: () => OpenDatabase): DatabaseCalls | Error {
  try {
    const { db, notice } = opening()
    if (notice) reply({ notice })
    openedAs = fileId()
    // The shells let one process at a time into a data folder, so what still stands as running was cut off.
    if (!isRestart) endInterruptedRuns(db)
    const close = () => {
      index = null
      db.close()
      return null
    }
    index = openSearchIndex(db)
    const history = { ...historyTable(db, index), ...searchCalls(db, index), ...exportCalls(db), ...importCalls(db) }
    const runs = runsTable(db)
    return { ...runs, ...takenRuns(db, runs), ...promptsTable(db), ...wireTable(db), ...history, close }
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

/** Does what was asked; where that meets a damaged page, once more on a new database with what could be rescued. */
function answer(request: DatabaseRequest): unknown {
  if (calls instanceof Error) throw calls
  try {
    return ask(calls, request)
  } catch (error) {
    if (!isDamage(error)) throw error
    calls.close()
    calls = open(() => replaceDamaged(file, migrations, new Date()))
    if (calls instanceof Error) throw calls
    return ask(calls, request)
  }
}

/** What tells the file from another one that gets its name; `null` where there is none. */
function fileId(): bigint | null {
  return statSync(file, { bigint: true, throwIfNoEntry: false })?.ino ?? null
}

function isMoved(): boolean {
  try {
    return fileId() !== openedAs
  } catch {
    // It cannot be looked at: what is open may still be written.
    return false
  }
}

function ask(open: DatabaseCalls, { name, input }: DatabaseRequest): unknown {
  // SQLite goes on writing to a file that was moved or removed, and what it writes then is lost.
  if (name !== 'close' && isMoved()) throw new MovedError()
  // Safe: the request pairs each name with its own input.
  return (open[name] as (input: unknown) => unknown)(input)
}
