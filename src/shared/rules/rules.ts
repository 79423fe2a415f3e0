// The rule pack, and what is done with it.

import { findModel } from '../models/models.ts'
import type { Prompt, PromptVariables } from '../prompt/prompt.ts'
import { fillPrompt } from '../prompt/variables.ts'
import { chooseVersion } from '../request/api-version.ts'
import { cacheRules } from './cache.ts'
import type { Finding, Fix, Rule, RuleContext } from './finding.ts'
import { formatRules } from './format.ts'
import { headerRules } from './headers.ts'
import { mediaRules } from './media.ts'
import { createMemory, type Memory } from './memory.ts'
import { modelRules } from './model.ts'
import { prefillRules } from './prefill.ts'
import { readPrompt } from './reading.ts'
import { samplingRules } from './sampling.ts'
import { schemaFormRule } from './schema-form.ts'
import { secretsRule } from './secrets.ts'
import { settingRules } from './settings.ts'
import { shapeRules } from './shape-rules.ts'
import { sizeRules } from './size.ts'
import { structureRules } from './structure.ts'
import { systemRoleRules } from './system-role.ts'
import { thinkingRules } from './thinking.ts'
import { thinkingHistoryRules } from './thinking-history.ts'
import { toolTurnRules } from './tool-turns.ts'
import { toolRules } from './tools.ts'
import { variableRules } from './variables.ts'
import { versionRules } from './version.ts'

/** Every rule, in the order in which findings are listed. */
export const rules: readonly Rule[] = [
  ...modelRules,
  ...versionRules,
  ...samplingRules,
  ...prefillRules,
  ...settingRules,
  ...thinkingRules,
  ...headerRules,
  schemaFormRule,
  ...formatRules,
  ...toolRules,
  ...structureRules,
  ...systemRoleRules,
  ...toolTurnRules,
  ...thinkingHistoryRules,
  ...mediaRules,
  ...shapeRules,
  ...cacheRules,
  ...sizeRules,
  secretsRule,
  ...variableRules,
]

/**
 * What the model under this API version will refuse or advises against. On a custom server the catalogue proves nothing,
 * so everything is a hint there.
 */
export function findings(prompt: Prompt, context: RuleContext): Finding[] {
  const filled = filledPrompt(prompt, context.memory)
  const found = judgeFilled(prompt, filled, context)
  if (!context.model?.listing?.assumedFrom) return found
  // What the model does is only taken from another one: certain is what would be refused without knowing it.
  const certain = new Set(judge(filled, { ...context, model: null }, rules, prompt).map(nameOf))
  return found.map((finding) =>
    finding.severity === 'error' && !certain.has(nameOf(finding)) ? { ...finding, severity: 'warning' } : finding,
  )
}

const nameOf = ({ ruleId, field }: Finding) => `${ruleId} ${field}`

/** What the values of variables bring is found too; it has no fix, for a fix changes what is written. */
function judgeFilled(prompt: Prompt, filled: Prompt, context: RuleContext): Finding[] {
  const found = judge(filled, context, rules, prompt)
  if (filled === prompt) return found
  const key = ({ ruleId, field, title }: Finding) => `${ruleId} ${field} ${title}`
  const written = judge(prompt, context, rules, prompt)
  return found.map((finding) => {
    const at = written.findIndex((other) => key(other) === key(finding))
    const [own] = at < 0 ? [] : written.splice(at, 1)
    if (own) return { ...finding, fixes: own.fixes }
    return { ...finding, reason: `${finding.reason} The value of a variable makes it so.`, fixes: [] }
  })
}

/** With its variables filled; messages that were filled with the same values before are remembered. */
function filledPrompt(prompt: Prompt, memory: Memory): Prompt {
  const fillings = memory.recall('fillings', prompt.variables ?? noVariables, createMemory)
  return fillPrompt(prompt, (message, fill) => fillings.recall('filled', message, fill))
}

const noVariables: PromptVariables = { values: {} }

function judge(prompt: Prompt, context: RuleContext, by: readonly Rule[], unfilled: Prompt): Finding[] {
  const reading = readPrompt(prompt, unfilled, context.memory, (other) => errorsIn(other, context, by))
  return by.flatMap(({ id, source, checkedAt, find }) =>
    find(prompt, context, reading).map((found) => ({
      ...found,
      severity: context.connectionKind === 'custom' ? 'hint' : found.severity,
      ruleId: id,
      source,
      checkedAt,
    })),
  )
}

/** What a prompt is judged against, before its model and version are looked up. */
export type RuleSurroundings = Omit<RuleContext, 'model' | 'apiVersion'>

/** The context of this very prompt: its model in the catalogue, and the version that would be sent. */
export function contextOf(prompt: Prompt, surroundings: RuleSurroundings): RuleContext {
  const { models, connectionKind } = surroundings
  const model = findModel(models, prompt.model)
  return { ...surroundings, model, apiVersion: chooseVersion(prompt, connectionKind).apiVersion }
}

/** The errors of a prompt, the ones about its model aside: for whom a model is looked for knows those. */
function errorsIn(prompt: Prompt, surroundings: RuleSurroundings, by: readonly Rule[]): Finding[] {
  const others = by.filter((rule) => !modelRules.includes(rule))
  return judge(prompt, contextOf(prompt, surroundings), others, prompt).filter(({ severity }) => severity === 'error')
}

const tidying = new Set(rules.filter(({ isTidying }) => isTidying).map(({ id }) => id))

/** Far more than one prompt ever has: a stop for the case that two fixes undo each other. */
const mostSteps = 500

/** What was done to a prompt, in the order in which it was done. */
export type Fixed = { prompt: Prompt; applied: { finding: Finding; fix: Fix }[] }

/**
 * The prompt with the first safe fix of every error applied, and of what merely needs tidying, until nothing changes. What
 * has no safe fix is left as it is.
 */
export function fixAll(prompt: Prompt, surroundings: RuleSurroundings): Fixed {
  const fixed: Fixed = { prompt, applied: [] }
  let open = mendable(prompt, surroundings)
  for (let step = 0; step < mostSteps; step += 1) {
    const better = firstBetter(fixed.prompt, open, surroundings, 2)
    if (better === null) break
    fixed.prompt = better.prompt
    fixed.applied.push(...better.done)
    open = better.open
  }
  return fixed
}

/** What can be mended: how many errors, and how much else, with the fix of each. */
type Mendable = { errors: number; others: number; steps: Fixed['applied'] }

function mendable(prompt: Prompt, surroundings: RuleSurroundings): Mendable {
  const found = findings(prompt, contextOf(prompt, surroundings))
  const open = found.filter(({ severity, ruleId }) => severity === 'error' || tidying.has(ruleId))
  const errors = open.filter(({ severity }) => severity === 'error').length
  const steps = open.flatMap((finding) => {
    const fix = finding.fixes.find(({ isSafe }) => isSafe)
    return fix ? [{ finding, fix }] : []
  })
  return { errors, others: open.length - errors, steps }
}

type Better = { prompt: Prompt; open: Mendable; done: Fixed['applied'] }

/**
 * The first fix that leaves fewer errors, or as many and less to tidy up. Where a fix only trades one error for another, the
 * fix of that one is taken along.
 * @param most How many fixes may be taken together.
 */
function firstBetter(prompt: Prompt, open: Mendable, surroundings: RuleSurroundings, most: number): Better | null {
  const isBetter = ({ open: left }: Better) =>
    left.errors < open.errors || (left.errors === open.errors && left.others < open.others)
  const trades: Better[] = []
  for (const step of open.steps) {
    const changed = step.fix.apply(prompt)
    const one: Better = { prompt: changed, open: mendable(changed, surroundings), done: [step] }
    if (isBetter(one)) return one
    if (one.open.errors === open.errors) trades.push(one)
  }
  if (most === 1) return null
  for (const one of trades) {
    const next = firstBetter(one.prompt, one.open, surroundings, most - 1)
    if (next && isBetter(next)) return { ...next, done: [...one.done, ...next.done] }
  }
  return null
}
