import type { Prompt, VariableValue } from '#shared/prompt/prompt'
import { isVariableName, type Recall, variableUses } from '#shared/prompt/variables'

/** A variable of the open prompt. `value` is `null` where it has none, `uses` counts what is sent. */
export type VariableEntry = { name: string; uses: number; value: VariableValue | null }

/** Every variable: those that are used in the order of their first place, then those with a value that nothing uses. */
export function variableList(prompt: Prompt, recall?: Recall): VariableEntry[] {
  // The uses are listed while variables are off, too: the values are still there to be edited.
  const { variables: _variables, ...texts } = prompt
  const uses = variableUses(texts, recall)
  const values = prompt.variables?.values ?? {}
  const used = [...uses].map(([name, count]) => ({
    name,
    uses: count,
    value: Object.hasOwn(values, name) ? (values[name] ?? null) : null,
  }))
  const unused = Object.entries(values).filter(([name]) => !uses.has(name))
  return [...used, ...unused.map(([name, value]) => ({ name, uses: 0, value }))]
}

/** The list in a few words: `3 variables, 1 without a value, 1 not used`. */
export function listSummary(entries: readonly VariableEntry[]): string {
  const missing = entries.filter(({ value }) => value === null).length
  const unused = entries.filter(({ uses }) => uses === 0).length
  return [
    entries.length === 1 ? '1 variable' : `${entries.length} variables`,
    ...(missing > 0 ? [`${missing} without a value`] : []),
    ...(unused > 0 ? [`${unused} not used`] : []),
  ].join(', ')
}

/** Why a variable cannot be called so; `null` where it can. */
export function nameProblem(name: string, entries: readonly VariableEntry[]): string | null {
  if (!isVariableName(name)) return 'A name begins with a letter or _, and has letters, digits, _, - and . only.'
  return entries.some((entry) => entry.name === name) ? `There is a variable {{${name}}} already.` : null
}
