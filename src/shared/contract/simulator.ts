// Calls on the simulator inside.
import { z } from 'zod'
import { nothing } from './fields.ts'

export const simulatorInputs = {
  'simulator.info': nothing,
  'simulator.setScenario': z.object({ scenario: z.string().max(500).nullable() }),
}

export type SimulatorAnswers = {
  'simulator.info': Promise<SimulatorInfo>
  'simulator.setScenario': Promise<SimulatorInfo>
}

/** What can be said with a scenario's name, as in `cut?after=200`; `unit` is that of a number, `choices` are those of a choice. */
export type ScenarioParameter = {
  name: string
  title: string
  default: string | number
  unit?: string
  kind: 'number' | 'string' | 'choice'
  choices?: string[]
}
export type ScenarioInfo = { name: string; title: string; explanation: string; parameters: ScenarioParameter[] }
/** Where the simulator listens, what it can be told to do, and which of it holds now (`null` for none), with its parameters. */
export type SimulatorInfo = { url: string; scenarios: ScenarioInfo[]; scenario: string | null }
