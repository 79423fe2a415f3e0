import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Conf from 'conf'
import { monotonicFactory } from 'ulid'
import { createCore } from '#core/core'
import type { SettingsStore } from '#core/core-deps'
import { type InstanceLock, readHolder, takeInstanceLock } from '#core/instance-lock'
import { createKeyFileVault } from '#core/key-file'
import { serve } from '#core/serve'
import { guardSettingsFile } from '#core/settings-file'
import { createSimulatorDoor } from '#core/simulator-door'
import { AppError } from '#shared/app-error'
import type { CoreWire } from '#shared/frames'
import { readScenario } from '#simulator/scenario-text'
import { scenarios } from '#simulator/scenarios'
import packageJson from '../../package.json' with { type: 'json' }
import { type PageServer, servePage } from './http.ts'
import { ownOrigin } from './request-guard.ts'

export type StartOptions = {
  /** 0 for any free port. */
  port: number
  dataFolder: string
  /** The folder of the built page. */
  pageFolder: string
  /** The module that runs the database on a thread of its own. */
  databaseWorker: URL
  /** `ANTHROPIC_API_KEY` as the process found it. */
  environmentKey: string | null
}

export type Started = { url: string; close: () => Promise<void> }

/**
 * Puts the browser-hosted app together: the data folder, the core over it, and the server in front.
 * @throws AppError `storage` with a sentence for the terminal where the folder, or the port, cannot be had.
 */
export async function start({ port, dataFolder, pageFolder, ...options }: StartOptions): Promise<Started> {
  const lock = takeFolder(dataFolder)
  const opened: (() => void | Promise<void>)[] = [lock.release]
  const close = async () => {
    for (const end of opened.reverse()) await end()
  }
  try {
    const { core, simulator } = await openCore({ dataFolder, ...options })
    opened.push(simulator.close, core.close)
    const onWire = (wire: CoreWire) => serve(core.handlers, wire, { onUnexpected: core.onUnexpected })
    const server = await listen({ port, pageFolder, onWire })
    opened.push(server.close)
    lock.announce({ pid: process.pid, url: ownOrigin(server.port) })
    return { url: server.url, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function openCore(options: Pick<StartOptions, 'dataFolder' | 'databaseWorker' | 'environmentKey'>) {
  const { dataFolder } = options
  const now = () => new Date()
  const simulator = createSimulatorDoor({
    scenarios,
    check: readScenario,
    start: async (scenario) => {
      const { startSimulator } = await import('#simulator/simulator')
      return startSimulator(scenario === null ? {} : { scenario })
    },
  })
  const core = await createCore({
    ...options,
    version: packageJson.version,
    host: 'browser',
    settings: openSettings(dataFolder, now()),
    vault: createKeyFileVault(dataFolder, now),
    simulator,
    openLink: null,
    now,
    newId: monotonicFactory(),
  })
  return { core, simulator }
}

/** A server that was told to end a moment ago may still be writing what it has. */
const patienceMs = 3_000

/** Makes the data folder and takes it for this process. */
function takeFolder(dataFolder: string): InstanceLock {
  let lock: InstanceLock | null
  try {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
    lock = takeInstanceLock(dataFolder, patienceMs)
  } catch (error) {
    throw new AppError('storage', `The data folder ${dataFolder} cannot be written: ${reasonOf(error)}.`, {}, error)
  }
  if (lock) return lock
  const holder = readHolder(dataFolder)
  const where = holder?.url ? ` at ${holder.url}` : ''
  const process = holder ? ` (process ${holder.pid})` : ''
  throw new AppError(
    'storage',
    `Antiphon already runs with the data folder ${dataFolder}${where}${process}: use that one, or another folder (--data-dir).`,
  )
}

/** The same file as electron-store's in the desktop app. What is damaged is set aside before the store would fail on it. */
function openSettings(dataFolder: string, now: Date): SettingsStore {
  guardSettingsFile(join(dataFolder, 'config.json'), now)
  return new Conf({
    cwd: dataFolder,
    configName: 'config',
    configFileMode: 0o600,
    accessPropertiesByDotNotation: false,
  })
}

async function listen(options: Parameters<typeof servePage>[0]): Promise<PageServer> {
  try {
    return await servePage(options)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    const what = code === 'EADDRINUSE' ? 'is taken by another program' : `cannot be used (${reasonOf(error)})`
    throw new AppError('network', `Port ${options.port} ${what}; choose another one (--port), or 0 for any.`, {}, error)
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
