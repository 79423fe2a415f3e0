import { createStore, type StoreApi } from 'zustand/vanilla'
import { toErrorData } from '#shared/app-error'
import type { SimulatorInfo } from '#shared/contract/simulator'
import type { Host } from '../../host/host.ts'

export type SimulatorState = {
  /** `null` until the core has told. */
  info: SimulatorInfo | null
  /** Why the last call failed; `null` when it went well. */
  problem: string | null
  load: () => Promise<void>
  /** `null`: it answers as a model would. */
  setScenario: (scenario: string | null) => Promise<void>
}

export type SimulatorStore = StoreApi<SimulatorState>

/** What the simulator inside Antiphon is told to do. */
export function createSimulatorStore(host: Host): SimulatorStore {
  return createStore<SimulatorState>()((set) => {
    const ask = async (question: Promise<SimulatorInfo>) => {
      try {
        set({ info: await question, problem: null })
      } catch (error) {
        set({ problem: toErrorData(error).message })
      }
    }
    return {
      info: null,
      problem: null,
      load: () => ask(host.call('simulator.info', {})),
      setScenario: (scenario) => ask(host.call('simulator.setScenario', { scenario })),
    }
  })
}
