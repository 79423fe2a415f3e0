// R10 to R13: which thinking and which effort a model takes.

import { refuse } from '../api-error.ts'
import { type ThinkingType, takesThinking } from '../catalogue.ts'
import { thinkingMode } from '../thinking-mode.ts'
import type { Rule } from './rule.ts'

const LEVELS = ['low', 'medium', 'high', 'xhigh', 'max']

/** R10: each refused type has a text of its own. */
export const thinkingType: Rule = ({ request, model }) => {
  const type = request.thinking?.type as ThinkingType | undefined
  if (type === undefined || takesThinking(model, type)) return
  if (type === 'adaptive') refuse('adaptive thinking is not supported on this model')
  const refused = `"thinking.type.${type}" is not supported for this model.`
  if (type === 'between_tools') refuse(refused)
  const instead = takesThinking(model, 'between_tools') && type === 'disabled' ? 'between_tools' : 'adaptive'
  const use = `Use "thinking.type.${instead}"`
  refuse(
    instead === 'adaptive'
      ? `${refused} ${use} and "output_config.effort" to control thinking behavior.`
      : `${refused} ${use} to think only between tool calls.`,
  )
}

/** R11: at least 1024 is a matter of shape; below max_tokens is this. */
export const thinkingBudget: Rule = ({ request }) => {
  const budget = request.thinking?.budget_tokens
  if (budget === undefined || budget < request.max_tokens) return
  refuse('`max_tokens` must be greater than `thinking.budget_tokens`.')
}

/** R12 */
export const effortLevel: Rule = ({ request, model }) => {
  const effort = request.output_config?.effort
  const { effort: levels } = model.capabilities
  if (effort == null || levels.includes(effort)) return
  if (levels.length === 0) refuse('This model does not support the effort parameter.')
  refuse(`output_config.effort '${effort}' is not supported on this model. Supported levels: ${levels.join(', ')}.`)
}

/** R13 */
export const effortWithoutThinking: Rule = ({ request, model }) => {
  const effort = request.output_config?.effort
  const cap = model.capabilities.thinking.maxEffortWhenOff
  const isOff = ['disabled', 'between_tools'].includes(thinkingMode(request, model))
  if (effort == null || cap === null || !isOff || LEVELS.indexOf(effort) <= LEVELS.indexOf(cap)) return
  refuse(
    `output_config.effort '${effort}' is not supported when thinking is disabled on this model. Use effort '${cap}' or below, or enable thinking.`,
  )
}
