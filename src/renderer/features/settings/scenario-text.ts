import type { ScenarioInfo } from '#shared/contract/simulator'

/** A scenario and what its parameters are set to; a parameter that is not there has its default. */
export type ChosenScenario = { scenario: ScenarioInfo; values: Record<string, string> }

/** Reads `cut?after=200&how=close`. `null` when nothing is chosen, or something that is not offered. */
export function readScenario(text: string | null, offered: readonly ScenarioInfo[]): ChosenScenario | null {
  const [name, query] = (text ?? '').split(/\?(.*)/s)
  const scenario = offered.find((candidate) => candidate.name === name)
  return scenario ? { scenario, values: Object.fromEntries(new URLSearchParams(query)) } : null
}

/** The text that the simulator takes; parameters at their default are left out. */
export function writeScenario({ scenario, values }: ChosenScenario): string {
  const query = new URLSearchParams()
  for (const parameter of scenario.parameters) {
    const value = values[parameter.name]
    if (value !== undefined && value !== String(parameter.default)) query.set(parameter.name, value)
  }
  return query.size === 0 ? scenario.name : `${scenario.name}?${query}`
}
