import Conf from 'conf'
import { monotonicFactory } from 'ulid'
import { createCore } from '#core/core'
import type { SettingsStore } from '#core/core-deps'
import { createKeyFileVault } from '#core/keys/key-file'
import type { Log } from '#core/log'
import { serve } from '#core/serve'
import { openStores } from '#core/settings-file'
import { createSimulatorDoor } from '#core/simulator-door'
import type { CoreWire } from '#shared/frames'
import { readScenario } from '#simulator/scenario-text'
import { scenarios } from '#simulator/scenarios'
import packageJson from '../../package.json' with { type: 'json' }

export type OpenCoreOptions = {
  dataFolder: string
  /** The module that runs the database on a thread of its own. */
  databaseWorker: URL
  /** The module that looks at added files on a thread of its own. */
  fileWorker: URL
  /** The module that reads pasted code on a thread of its own. */
  codeWorker: URL
  /** The module that reads bundles. */
  bundleWorker: URL
  /** The module that looks for regular expressions. */
  findWorker: URL
  /** `ANTHROPIC_API_KEY` as the process found it. */
  environmentKey: string | null
  startWarnings: readonly string[]
  onLog: (log: Log) => void
}

export type OpenCore = { onWire: (wire: CoreWire) => void; close: () => Promise<void> }

/** The core of the browser-hosted app over a data folder that this process has taken, ready for tabs. */
export async function openCore(options: OpenCoreOptions): Promise<OpenCore> {
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
    ...openStores(dataFolder, now(), (name) => openStore(dataFolder, name)),
    vault: createKeyFileVault(dataFolder, now),
    simulator,
    openLink: null,
    chooseFolder: null,
    chooseFile: null,
    now,
    newId: monotonicFactory(),
  })
  options.onLog(core.log)
  return {
    onWire: (wire) => serve(core.handlers, wire, { onUnexpected: core.onUnexpected }),
    close: async () => {
      await core.close()
      await simulator.close()
    },
  }
}

/** The same files as electron-store's in the desktop app. */
function openStore(dataFolder: string, configName: string): SettingsStore {
  return new Conf({ cwd: dataFolder, configName, configFileMode: 0o600, accessPropertiesByDotNotation: false })
}
