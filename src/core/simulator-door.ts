import { AppError } from '#shared/app-error'
import type { ScenarioInfo } from '#shared/contract/simulator'
import type { SimulatorDoor } from './core-deps.ts'

/** A simulator that runs, as far as the app is concerned. */
export type RunningSimulator = {
  url: string
  setScenario: (scenario: string | null) => void
  close: () => Promise<void>
}

export type SimulatorDoorOptions = {
  scenarios: ScenarioInfo[]
  /** Throws an error whose message is for the user where there is no such scenario. */
  check: (scenario: string) => void
  /** Loads and starts the simulator with a scenario. */
  start: (scenario: string | null) => Promise<RunningSimulator>
}

/** The simulator behind a door that starts it when it is first needed; the shell hands it in, for the core may not know it. */
export function createSimulatorDoor(options: SimulatorDoorOptions): SimulatorDoor & { close: () => Promise<void> } {
  let chosen: string | null = null
  let starting: Promise<RunningSimulator> | null = null
  const started = async (): Promise<RunningSimulator> => {
    starting ??= options.start(chosen)
    try {
      const simulator = await starting
      simulator.setScenario(chosen) // it may have been changed while the simulator started
      return simulator
    } catch (error) {
      starting = null // the next one who needs it tries again
      throw error
    }
  }
  return {
    scenarios: options.scenarios,
    start: async () => ({ url: (await started()).url }),
    scenario: () => chosen,
    setScenario: (scenario) => {
      if (scenario !== null) checkWith(options.check, scenario)
      chosen = scenario
      if (starting) void started().catch(() => {}) // a failed start is told to whoever asked for it
    },
    close: async () => {
      await (await starting?.catch(() => null))?.close()
    },
  }
}

function checkWith(check: (scenario: string) => void, scenario: string): void {
  try {
    check(scenario)
  } catch (error) {
    throw new AppError(
      'invalid-input',
      error instanceof Error ? error.message : 'There is no such scenario.',
      {},
      error,
    )
  }
}
