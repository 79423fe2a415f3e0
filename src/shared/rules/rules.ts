import { findModel } from '../models.ts'
import type { Prompt } from '../prompt.ts'
import { chooseVersion } from '../request.ts'
import type { Finding, Rule, RuleContext } from './finding.ts'
import { effortRule, maxTokensRule } from './limits.ts'
import { prefillModelRule, prefillTailRule, prefillThinkingRule } from './prefill.ts'
import { readPrompt } from './reading.ts'
import {
  samplingBothRule,
  samplingDefaultOnlyRule,
  samplingRangeRule,
  samplingThinkingRule,
  samplingVersionRule,
} from './sampling.ts'

/** Every rule, in the order in which findings are listed. */
export const rules: readonly Rule[] = [
  samplingVersionRule,
  samplingDefaultOnlyRule,
  samplingBothRule,
  samplingThinkingRule,
  samplingRangeRule,
  prefillModelRule,
  prefillThinkingRule,
  prefillTailRule,
  maxTokensRule,
  effortRule,
]

/**
 * What the model under this API version will refuse or advises against. On a custom server the catalogue proves nothing,
 * so errors become hints there.
 */
export function findings(prompt: Prompt, context: RuleContext): Finding[] {
  const reading = readPrompt(prompt, context.memory)
  return rules.flatMap(({ id, source, checkedAt, find }) =>
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
