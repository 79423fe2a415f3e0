import type { Prompt } from '../prompt.ts'
import type { Finding, Rule, RuleContext } from './finding.ts'
import { effortRule, maxTokensRule } from './limits.ts'
import { prefillModelRule, prefillTailRule, prefillThinkingRule } from './prefill.ts'
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
  return rules.flatMap(({ id, source, checkedAt, find }) =>
    find(prompt, context).map((found) => ({
      ...found,
      severity: context.connectionKind === 'custom' ? 'hint' : found.severity,
      ruleId: id,
      source,
      checkedAt,
    })),
  )
}
