// What sends and keeps runs, without the rest of the core: real HTTP to a simulator or a server of the test.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monotonicFactory } from 'ulid'
import type { Destination } from '#core/api/destination'
import { createMessagesApi, type MessagesApiOptions } from '#core/api/messages-api'
import { openRunStore } from '#core/db/open-run-store'
import type { HandlersOf } from '#core/handlers'
import type { LoggedRun } from '#core/log'
import { models } from '#core/models/models'
import type { RunStore } from '#core/runs/run-store'
import { type RunHandlersOptions, runHandlers } from '#core/runs/runs'
import type { WireStore } from '#core/runs/wire-store'
import type { Connection } from '#shared/connections/connection'
import type { Prompt } from '#shared/prompt/prompt'
import { noMarks } from '#shared/runs/history'
import type { Run, RunEvent } from '#shared/runs/run'
import { collect } from './collect.ts'

/** A run store that a test can look into and break. */
export type WatchedRunStore = RunStore & {
  /** The rows as they were last written. */
  rows: Map<string, Run>
  /** Every state that was written, in order. */
  written: Run[]
  /** While set, every write fails with it. */
  failure: Error | null
}

/** The history in a database of its own, in a new folder: `store` lives until `close`. */
export async function realRunStore(): Promise<{ store: RunStore & WireStore; close: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'antiphon-test-'))
  const unexpected = (problem: unknown) => {
    throw new Error('the history reports a problem', { cause: problem })
  }
  const file = join(folder, 'antiphon.db')
  const worker = new URL('../../src/core/db/worker.ts', import.meta.url)
  const store = openRunStore({ file, worker, onNotice: unexpected, onDeath: unexpected })
  return {
    store,
    close: async () => {
      await store.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** A run store that forgets, for tests of what is sent rather than kept; an ended run is never changed again. */
function memoryRunStore(): RunStore {
  const rows = new Map<string, Run>()
  const prompts = new Map<string, Prompt>()
  return {
    insert: async (run) => void rows.set(run.id, structuredClone(run)),
    update: async (run) => {
      if (rows.get(run.id)?.state === 'running') rows.set(run.id, structuredClone(run))
    },
    list: async () => ({ runs: [...rows.values()].reverse().map((run) => ({ ...run, ...noMarks })), hasMore: false }),
    get: async (id) => rows.get(id) ?? null,
    keepPrompt: async ({ runId, prompt }) => void prompts.set(runId, prompt),
    prompt: async (runId) => prompts.get(runId) ?? null,
    close: async () => {},
  }
}

/** A record of the wire that forgets. */
const noWireStore: WireStore = {
  appendWire: async () => {},
  wire: async () => [],
  wireText: async () => null,
  wireEvents: async () => null,
  unpackedAfter: async () => [],
}

function watchRunStore(inner: RunStore): WatchedRunStore {
  const through = (write: (run: Run) => Promise<void>) => async (run: Run) => {
    if (store.failure) throw store.failure
    await write(run)
    const row = await inner.get(run.id)
    if (row) store.rows.set(run.id, row)
    store.written.push(structuredClone(run))
  }
  const store: WatchedRunStore = {
    ...inner,
    rows: new Map(),
    written: [],
    failure: null,
    insert: through(inner.insert),
    update: through(inner.update),
  }
  return store
}

export const testKey = 'sk-ant-test-0123456789abcdef'

/** A destination on this computer. */
export function destinationAt(
  url: string,
  overrides: Partial<Connection> & { key?: string | null; scenario?: string } = {},
): Destination {
  const { key = testKey, scenario = null, ...rest } = overrides
  const connection: Connection = {
    id: 'test',
    name: 'Test',
    kind: 'simulator',
    baseUrl: url,
    credential: 'bearer',
    ...rest,
  }
  return { connection, baseUrl: url, key, scenario }
}

export function promptOf(overrides: Partial<Prompt> = {}): Prompt {
  return {
    id: 'prompt-1',
    name: 'Greeting',
    model: 'claude-haiku-4-5',
    apiVersion: 'automatic',
    system: '',
    messages: [{ id: 'message-1', role: 'user', content: 'Say hello in three languages.' }],
    prefill: '',
    settings: { max_tokens: 400 },
    ...overrides,
  }
}

export type RunEngine = {
  handlers: HandlersOf<'runs'>
  store: WatchedRunStore
  logged: LoggedRun[]
  /** Starts a run; the test reads its events. */
  start: (prompt?: Prompt, signal?: AbortSignal) => AsyncIterable<RunEvent>
  /** Runs to the end; answers every event and the run of the last one. */
  run: (prompt?: Prompt, signal?: AbortSignal) => Promise<{ events: RunEvent[]; run: Run }>
}

export function runEngine(
  destination: Destination | (() => Promise<Destination>),
  options: MessagesApiOptions & Partial<RunHandlersOptions> = {},
): RunEngine {
  const store = watchRunStore(options.store ?? memoryRunStore())
  const logged: LoggedRun[] = []
  const handlers = runHandlers({
    resolveDestination: typeof destination === 'function' ? destination : async () => destination,
    api: createMessagesApi(options),
    models: async () => models,
    fill: async (request) => request,
    wireStore: noWireStore,
    log: (line) => logged.push(line),
    now: () => new Date(),
    newId: monotonicFactory(),
    ...options,
    store,
  })
  const start: RunEngine['start'] = (prompt = promptOf(), signal = new AbortController().signal) =>
    handlers['runs.start']({ prompt }, { signal })
  return {
    handlers,
    store,
    logged,
    start,
    run: async (prompt, signal) => {
      const events = await collect(start(prompt, signal))
      const last = events.at(-1)
      if (last?.type !== 'end') throw new Error('the run has no end event')
      return { events, run: last.run }
    },
  }
}
