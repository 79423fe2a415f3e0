// The real core on a temporary folder, with the simulator behind it: what the tests of stores and views talk to.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monotonicFactory } from 'ulid'
import { type Core, createCore } from '#core/core'
import type { CoreDeps, SettingsStore } from '#core/core-deps'
import type { Handlers } from '#core/handlers'
import { createMemoryVault } from '#core/keys/memory-vault'
import { serve } from '#core/serve'
import { createSimulatorDoor } from '#core/simulator-door'
import { connect } from '#renderer/host/connect'
import type { Host } from '#renderer/host/host'
import type { CoreWire, RequestFrame, ResponseFrame, ViewWire } from '#shared/frames'
import { readScenario } from '#simulator/scenario-text'
import { scenarios } from '#simulator/scenarios'
import { type Simulator, startSimulator } from '#simulator/simulator'

/** The database thread as source: Node strips its types. */
export const databaseWorker = new URL('../../src/core/db/worker.ts', import.meta.url)
export const codeWorker = new URL('../../src/core/code-worker.ts', import.meta.url)
export const bundleWorker = new URL('../../src/core/bundles/bundle-worker.ts', import.meta.url)
export const findWorker = new URL('../../src/core/find-worker.ts', import.meta.url)
export const fileWorker = new URL('../../src/core/files/file-worker.ts', import.meta.url)

export type TestCore = {
  core: Core
  handlers: Handlers
  /** The data folder; made new for this core unless the overrides name one. */
  folder: string
  /** The simulator that the Simulator connection talks to, already running. */
  simulator: Simulator
  /** Closes everything and removes the folder, unless the overrides named it. */
  dispose: () => Promise<void>
}

/** A settings store that forgets: values cross as JSON, as they do in a file. */
export function memorySettings(values: Record<string, unknown> = {}): SettingsStore {
  const stored = new Map(Object.entries(values).map(([key, value]) => [key, JSON.stringify(value)]))
  return {
    get: (key) => {
      const text = stored.get(key)
      return text === undefined ? undefined : (JSON.parse(text) as unknown)
    },
    set: (key, value) => void stored.set(key, JSON.stringify(value)),
    delete: (key) => void stored.delete(key),
  }
}

/** A core that is whole but for the shell: real database thread, real files, real HTTP to a simulator that does not dawdle. */
export async function createTestCore(overrides: Partial<CoreDeps> = {}): Promise<TestCore> {
  const folder = overrides.dataFolder ?? (await mkdtemp(join(tmpdir(), 'antiphon-test-')))
  const simulator = await startSimulator({ scenario: 'fast' })
  // What a test tells the simulator itself stays until the app chooses a scenario.
  let hasChosen = false
  const setScenario = (scenario: string | null) => {
    if (scenario === null && !hasChosen) return
    hasChosen = scenario !== null
    simulator.setScenario(scenario ?? 'fast')
  }
  const door = createSimulatorDoor({
    scenarios,
    check: readScenario,
    start: async (scenario) => {
      setScenario(scenario)
      return { url: simulator.url, setScenario, close: () => simulator.close() }
    },
  })
  const core = await createCore({
    version: '0.0.0-test',
    host: 'desktop',
    dataFolder: folder,
    settings: memorySettings(),
    presetStore: memorySettings(),
    damagedStores: [],
    vault: createMemoryVault(),
    environmentKey: null,
    simulator: door,
    databaseWorker,
    fileWorker,
    codeWorker,
    bundleWorker,
    findWorker,
    openLink: null,
    chooseFolder: null,
    chooseFile: null,
    now: () => new Date(),
    newId: monotonicFactory(),
    ...overrides,
  })
  return {
    core,
    handlers: core.handlers,
    folder,
    simulator,
    dispose: async () => {
      await core.close()
      await simulator.close()
      if (overrides.dataFolder === undefined) await rm(folder, { recursive: true, force: true })
    },
  }
}

/** A view's end of a core in the same process. Everything crosses as JSON text, so that what cannot cross shows. */
export function createTestHost({ handlers, onUnexpected }: Pick<Core, 'handlers' | 'onUnexpected'>): Host {
  const { view, coreEnd } = createWirePair()
  serve(handlers, coreEnd, { onUnexpected })
  return connect(view)
}

export type WirePair = { view: ViewWire; coreEnd: CoreWire; closeView: () => void; sent: ResponseFrame[][] }

/**
 * Both ends of a pipe in memory; each message arrives in a later turn, as JSON. `sent` collects what the core sent;
 * `closeView` is the window going away.
 */
export function createWirePair(): WirePair {
  const sent: ResponseFrame[][] = []
  const toCore: ((message: unknown) => void)[] = []
  const toView: ((frames: ResponseFrame[]) => void)[] = []
  const closed: (() => void)[] = []
  const deliver = <Message>(listeners: ((message: Message) => void)[], message: Message) => {
    const text = JSON.stringify(message)
    queueMicrotask(() => {
      for (const listener of listeners) listener(JSON.parse(text) as Message)
    })
  }
  return {
    sent,
    view: {
      send: (frame: RequestFrame) => deliver<unknown>(toCore, frame),
      onMessage: (listener) => void toView.push(listener),
      onClose: (listener) => void closed.push(listener),
    },
    coreEnd: {
      send: (frames) => {
        sent.push(frames)
        deliver(toView, frames)
      },
      onMessage: (listener) => void toCore.push(listener),
      onClose: (listener) => void closed.push(listener),
    },
    closeView: () => {
      for (const listener of closed) listener()
    },
  }
}
