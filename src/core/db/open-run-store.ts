import { Worker } from 'node:worker_threads'
import { AppError } from '#shared/app-error'
import type { RunHistory } from '../runs/run-history.ts'
import type { RunStore } from '../runs/run-store.ts'
import type { WireStore } from '../runs/wire-store.ts'
import type { DamageNotice } from './open-database.ts'
import type { DatabaseCallName, DatabaseCalls, DatabaseReply, DatabaseRequest, DatabaseWorkerData } from './protocol.ts'

export type RunStoreOptions = {
  file: string
  /** The module of the database thread, as source or as bundled. */
  worker: URL
  /** Told of what the person should know, such as a damaged history that was set aside. */
  onNotice: (notice: DamageNotice) => void
  /** Told when the thread ended by itself; the calls that waited for it have failed. */
  onDeath: (error: unknown) => void
}

/** Everything that the database does for the core. */
export type Database = RunStore & WireStore & RunHistory

type Waiting = { resolve: (value: unknown) => void; reject: (error: AppError) => void }

const restartLimit = 1
/** What passes through is let go at once: with V8's own limit the rows of an export lie about by the hundred. */
const maxYoungGenerationSizeMb = 8

/**
 * The runs in SQLite, on a thread of its own. Opening does not wait: the first calls do. When the thread dies, the calls
 * that were under way fail with an AppError of kind `storage`, and it is started again once.
 */
export function openRunStore({ file, worker: module, onNotice, onDeath }: RunStoreOptions): Database {
  const waiting = new Map<number, Waiting>()
  let lastId = 0
  let restarts = 0
  let closing: Promise<void> | null = null
  let worker: Worker | null = start(false)

  function start(isRestart: boolean): Worker {
    const data: DatabaseWorkerData = { file, isRestart }
    // Older Nodes print that SQLite is experimental, which would be one more line to understand at every start.
    const execArgv = ['--disable-warning=ExperimentalWarning']
    const started = new Worker(module, { workerData: data, execArgv, resourceLimits: { maxYoungGenerationSizeMb } })
    let failure: unknown = null
    started.on('message', settle)
    started.on('error', (error) => {
      failure = error
    })
    started.on('exit', (code) => {
      if (worker === started) died(failure ?? new Error(`The database thread ended with code ${code}.`))
    })
    return started
  }

  function settle(reply: DatabaseReply): void {
    if ('notice' in reply) {
      onNotice(reply.notice)
      return
    }
    const call = waiting.get(reply.id)
    waiting.delete(reply.id)
    if ('failure' in reply) call?.reject(storageError(reply.failure.sentence, { code: reply.failure.code }))
    else call?.resolve(reply.value)
  }

  function died(failure: unknown): void {
    worker = null
    if (!closing) onDeath(failure)
    for (const { reject } of waiting.values()) {
      reject(
        storageError('The run history stopped working. The run itself goes on; what it wrote last may be missing.'),
      )
    }
    waiting.clear()
    if (closing || restarts >= restartLimit) return
    restarts += 1
    worker = start(true)
  }

  function call<Name extends DatabaseCallName>(
    name: Name,
    input: Parameters<DatabaseCalls[Name]>[0],
  ): Promise<ReturnType<DatabaseCalls[Name]>> {
    return new Promise((resolve, reject) => {
      if (!worker || (closing && name !== 'close')) {
        return reject(storageError('The run history is closed. Start Antiphon again to open it.'))
      }
      const id = ++lastId
      // Safe: the thread answers a call with what `DatabaseCalls` names.
      waiting.set(id, { resolve: resolve as (value: unknown) => void, reject })
      // Safe: `name` and `input` belong together by this function's own signature.
      worker.postMessage({ id, name, input } as DatabaseRequest)
    })
  }

  async function close(): Promise<void> {
    const open = worker
    if (!open) return
    const exited = new Promise((resolve) => open.once('exit', resolve))
    await call('close', undefined as never).catch(() => {})
    await exited
  }

  return {
    insert: async (run) => void (await call('insert', run)),
    update: async ({ request: _sent, ...run }) => void (await call('update', run)),
    get: (id) => call('get', id),
    keepPrompt: async (kept) => void (await call('keepPrompt', kept)),
    prompt: (runId) => call('prompt', runId),
    appendWire: async (placed) => void (await call('appendWire', placed)),
    knownRuns: (ids) => call('knownRuns', ids),
    takeRuns: (runs) => call('takeRuns', runs),
    wire: (runId) => call('wire', runId),
    wireText: (query) => call('wireText', query),
    wireEvents: (query) => call('wireEvents', query),
    unpackedAfter: (place) => call('unpackedAfter', place),
    list: (page) => call('list', page),
    search: (query) => call('search', query),
    facets: () => call('facets', null),
    star: async (mark) => void (await call('star', mark)),
    note: async (mark) => void (await call('note', mark)),
    countChosen: (choice) => call('countChosen', choice),
    remove: (choice) => call('remove', choice),
    exportSome: (step) => call('exportSome', step),
    importSome: (step) => call('importSome', step),
    importDrop: (runId) => call('importDrop', { runId }),
    usage: (days) => call('usage', days),
    close: () => {
      closing ??= Promise.resolve().then(close)
      return closing
    },
  }
}

function storageError(sentence: string, facts: { code?: string | null } = {}): AppError {
  return new AppError('storage', sentence, facts)
}
