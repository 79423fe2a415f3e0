// R6 to R9: when the response may continue a last assistant message.

import { refuse } from '../api-error.ts'
import { blocksOf, isServerToolBlock, type MessagesRequest, prefillOf } from '../request.ts'
import { thinkingMode } from '../thinking-mode.ts'
import type { Rule } from './rule.ts'

/** A last assistant message is prefill, unless it is a paused turn sent back (its end is a server tool's). */
function isPrefilled({ messages }: MessagesRequest): boolean {
  const last = messages.at(-1)
  if (last?.role !== 'assistant') return false
  const end = blocksOf(last.content).at(-1)
  return end === undefined || !isServerToolBlock(end)
}

/** R6 */
export const prefillSupported: Rule = ({ request, model }) => {
  if (!isPrefilled(request) || model.capabilities.prefill !== false) return
  refuse('This model does not support assistant message prefill. The conversation must end with a user message.')
}

/** R7 */
export const prefillWithThinking: Rule = ({ request, model }) => {
  if (!isPrefilled(request) || thinkingMode(request, model) === 'disabled') return
  refuse(
    'Assistant message prefill is not supported when thinking is enabled. The conversation must end with a user message.',
  )
}

/** R8 */
export const prefillWithFormat: Rule = ({ request }) => {
  if (!isPrefilled(request) || !request.output_config?.format) return
  refuse('output_config.format: assistant message prefill cannot be combined with an output format.')
}

/** R9 */
export const prefillTail: Rule = ({ request }) => {
  if (!/\s$/.test(prefillOf(request) ?? '')) return
  refuse('messages: final assistant content cannot end with trailing whitespace')
}
