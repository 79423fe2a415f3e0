// A scenario as it is written in a header, an option or a request: `cut?after=200&how=close`.
import { refuse } from './api-error.ts'
import { type Scenario, type ScenarioParameter, scenarios } from './scenarios.ts'

/** A scenario with a value for each of its parameters. */
export type ChosenScenario = { name: string; text: string; values: Record<string, number | string> }

/** Reads a scenario; throws a 400 that says which names, parameters or values there are. */
export function readScenario(text: string): ChosenScenario {
  const [name = '', query = ''] = splitOnce(text.trim(), '?')
  const scenario = scenarios.find((known) => known.name === name)
  if (!scenario) refuse(`Unknown scenario '${name}'. There are: ${scenarios.map((known) => known.name).join(', ')}.`)
  const given = new URLSearchParams(query)
  for (const key of given.keys()) checkKnown(scenario!, key)
  const values = scenario!.parameters.map((parameter) => [parameter.name, readValue(scenario!, parameter, given)])
  return { name, text: text.trim(), values: Object.fromEntries(values) as ChosenScenario['values'] }
}

function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator)
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}

function checkKnown({ name, parameters }: Scenario, key: string) {
  if (parameters.some((parameter) => parameter.name === key)) return
  const known = parameters.map((parameter) => parameter.name).join(', ')
  refuse(`Scenario '${name}' has no parameter '${key}'. ${known ? `It has: ${known}.` : 'It has none.'}`)
}

function readValue(scenario: Scenario, parameter: ScenarioParameter, given: URLSearchParams): number | string {
  const text = given.get(parameter.name)
  if (text === null) return parameter.default
  const place = `Parameter '${parameter.name}' of scenario '${scenario.name}'`
  if (parameter.kind === 'choice' && !parameter.choices?.includes(text)) {
    refuse(`${place} is '${text}'. It can be: ${parameter.choices?.join(', ')}.`)
  }
  if (parameter.kind !== 'number') return text
  const value = Number(text)
  if (text.trim() === '' || !Number.isInteger(value) || value < 0)
    refuse(`${place} is '${text}'. It is a whole number, 0 or more.`)
  return value
}
