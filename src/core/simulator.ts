import type { SimulatorInfo } from '#shared/contract/simulator'
import type { SimulatorDoor } from './core-deps.ts'
import type { HandlersOf } from './handlers.ts'

/** Where the simulator listens and what it is told to do. Asking starts it. */
export function simulatorHandlers(simulator: SimulatorDoor): HandlersOf<'simulator'> {
  const info = async (): Promise<SimulatorInfo> => {
    const { url } = await simulator.start()
    return { url, scenarios: simulator.scenarios, scenario: simulator.scenario() }
  }
  return {
    'simulator.info': info,
    'simulator.setScenario': async ({ scenario }) => {
      simulator.setScenario(scenario)
      return await info()
    },
  }
}
