// Variables of a prompt: names that nobody gave a value, and values that nothing uses.
import type { Prompt } from '../prompt/prompt.ts'
import { makeLiteral, setVariable, setVariablesOff, variableUses } from '../prompt/variables.ts'
import { byHand } from './edits.ts'
import type { Rule, RuleContext } from './finding.ts'
import { checkedAt, docs, hinted, listed, warned } from './rule.ts'

const source = `${docs}build-with-claude/prompt-engineering/prompt-templates-and-variables`
const mostNamed = 5

/** A name in braces that has no value is sent as it stands, braces and all. */
export const missingVariableRule: Rule = {
  id: 'variable-missing',
  covers: [],
  checks: 'Every {{name}} in the texts has a value; without one it is sent as it stands.',
  severities: ['warning'],
  source,
  checkedAt,
  find: (_prompt, context, { unfilled }) => {
    const values = unfilled.variables?.values ?? {}
    const missing = [...usesIn(unfilled, context).keys()].filter((name) => !Object.hasOwn(values, name))
    if (missing.length === 0) return []
    const title = missing.length === 1 ? 'A variable has no value' : `${missing.length} variables have no value`
    const reason = `${named(missing.map((name) => `{{${name}}}`))} would be sent as ${missing.length === 1 ? 'it stands' : 'they stand'}, braces and all.`
    return [
      warned('variables', title, reason, [
        byHand('Send as text', (prompt) => missing.reduce(makeLiteral, prompt)),
        byHand('Turn variables off', (prompt) => setVariablesOff(prompt, true)),
      ]),
    ]
  },
}

/** A value that stands nowhere: its name may have been misspelled. */
export const unusedVariableRule: Rule = {
  id: 'variable-unused',
  covers: [],
  checks: 'Every variable with a value stands somewhere in what is sent.',
  severities: ['hint'],
  source,
  checkedAt,
  find: (_prompt, context, { unfilled }) => {
    if (!unfilled.variables || unfilled.variables.off) return []
    const uses = usesIn(unfilled, context)
    const unused = Object.keys(unfilled.variables.values).filter((name) => !uses.has(name))
    if (unused.length === 0) return []
    const title = unused.length === 1 ? 'A variable is not used' : `${unused.length} variables are not used`
    const reason = `${named(unused)} ${unused.length === 1 ? 'has a value and stands' : 'have values and stand'} nowhere in what is sent.`
    const remove = byHand(unused.length === 1 ? 'Remove its value' : 'Remove their values', (prompt) =>
      unused.reduce((changed, name) => setVariable(changed, name, null), prompt),
    )
    return [hinted('variables', title, reason, [remove])]
  },
}

function usesIn(prompt: Prompt, { memory }: RuleContext): Map<string, number> {
  return variableUses(prompt, (object, read) => memory.recall('variables', object, read))
}

function named(names: readonly string[]): string {
  const more = names.length - mostNamed
  return listed(more > 0 ? [...names.slice(0, mostNamed), `${more} more`] : names)
}

export const variableRules: readonly Rule[] = [missingVariableRule, unusedVariableRule]
