// What sends and keeps runs, without the rest of the core: real HTTP to a simulator or a server of the test, rows in memory.
import { monotonicFactory } from 'ulid'
import type { Destination } from '#core/destination'
import { createMessagesApi, type MessagesApiOptions } from '#core/messages-api'
import { models } from '#core/models'
import type { RunStore } from '#core/run-store'
import { type RunHandlersOptions, type RunLogger, runHandlers } from '#core/runs'
import type { Connection } from '#shared/connection'
import type { Prompt } from '#shared/prompt'
import type { Run, RunEvent } from '#shared/run'
import { collect } from './collect.ts'

export type MemoryRunStore = RunStore & {
  rows: Map<string, Run>
  /** The states that were written, in order. */
  written: Run[]
  /** While set, every write fails with it. */
  failure: Error | null
}

/** A run store that forgets; it keeps the promise that an ended run is never changed again. */
export function memoryRunStore(): MemoryRunStore {
  const write = async (run: Run) => {
    if (store.failure) throw store.failure
    store.rows.set(run.id, structuredClone(run))
    store.written.push(structuredClone(run))
  }
  const store: MemoryRunStore = {
    rows: new Map(),
    written: [],
    failure: null,
    insert: write,
    update: async (run) => {
      const known = store.rows.get(run.id)
      if (known?.state !== 'running') throw new Error(`run ${run.id} is ${known?.state ?? 'not there'}`)
      await write(run)
    },
    list: async () => ({ runs: [...store.rows.values()].reverse(), hasMore: false }),
    get: async (id) => store.rows.get(id) ?? null,
    close: async () => {},
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
  store: MemoryRunStore
  logged: Parameters<RunLogger>[0][]
  /** Starts a run; the test reads its events. */
  start: (prompt?: Prompt, signal?: AbortSignal) => AsyncIterable<RunEvent>
  /** Runs to the end; answers every event and the run of the last one. */
  run: (prompt?: Prompt, signal?: AbortSignal) => Promise<{ events: RunEvent[]; run: Run }>
}

export function runEngine(
  destination: Destination | (() => Promise<Destination>),
  options: MessagesApiOptions & Partial<RunHandlersOptions> = {},
): RunEngine {
  const store = memoryRunStore()
  const logged: Parameters<RunLogger>[0][] = []
  const handlers = runHandlers({
    store,
    resolveDestination: typeof destination === 'function' ? destination : async () => destination,
    api: createMessagesApi(options),
    models,
    log: (line) => logged.push(line),
    now: () => new Date(),
    newId: monotonicFactory(),
    ...options,
  })
  const start: RunEngine['start'] = (prompt = promptOf(), signal = new AbortController().signal) =>
    handlers['runs.start']({ prompt }, { signal })
  return {
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
