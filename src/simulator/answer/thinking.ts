// Whether a model thinks before it answers, what of it is shown, and what it costs.
import { isFrom47, type Model } from '../catalogue.ts'
import { endsWithToolResult, lastUserText, type MessagesRequest, prefillOf } from '../request.ts'
import { signThinking } from '../signature.ts'
import { thinkingMode } from '../thinking-mode.ts'
import { textTokens } from '../tokens.ts'
import type { AnswerBlock, AnswerContext } from './answer.ts'

/** `summarized` or `omitted`: the default depends on the model. */
export function thinkingDisplay(request: MessagesRequest, model: Model): string {
  return request.thinking?.display ?? model.defaults.thinkingDisplay ?? 'summarized'
}

/** The thinking block that opens an answer, or none. */
export function thinkingFor(context: AnswerContext): AnswerBlock[] {
  const { request, model } = context
  if (prefillOf(request) !== null || !thinks(context)) return []
  const thought = thoughts(context)
  const shown = thinkingDisplay(request, model) === 'omitted' ? '' : thought
  const tokens = Math.ceil(textTokens(thought, model) * effortFactor(request))
  const capped = Math.min(tokens, request.thinking?.budget_tokens ?? Number.POSITIVE_INFINITY)
  const signature = signThinking(shown, request.messages, capped)
  return [{ type: 'thinking', thinking: shown, signature, tokens: capped }]
}

const LONG_PROMPT_TOKENS = 60

/** `enabled` always thinks; `adaptive` does for a long prompt or a high effort; `between_tools` after a tool's result. */
function thinks({ request, model, inputTokens }: AnswerContext): boolean {
  const mode = thinkingMode(request, model)
  if (mode === 'disabled') return false
  if (mode === 'between_tools') return endsWithToolResult(request)
  if (mode === 'enabled') return true
  const effort = request.output_config?.effort
  return effort !== 'low' && (inputTokens >= LONG_PROMPT_TOKENS || ['high', 'xhigh', 'max'].includes(effort ?? ''))
}

const effortFactor = (request: MessagesRequest) =>
  ({ low: 1, medium: 1.5, high: 2, xhigh: 3, max: 4 })[request.output_config?.effort ?? ''] ?? 1

function thoughts({ request, model, random }: AnswerContext): string {
  const text = lastUserText(request)
  const start = text.slice(0, 60).replaceAll(/\s+/g, ' ').trim()
  return [
    random.pick([
      'Let me see what is being asked.',
      'First, what does this request want?',
      'Reading the request again.',
    ]),
    start === ''
      ? 'There is no text in the last user message.'
      : `The user begins with “${start}${text.length > start.length ? '…' : ''}”.`,
    `The conversation has ${request.messages.length === 1 ? 'one message' : `${request.messages.length} messages`}, and I may write ${request.max_tokens} tokens, thinking included.`,
    random.pick([
      'A good answer is short, says what it rests on, and admits that it is simulated.',
      'I should describe what arrived, then what a real model would make of it.',
    ]),
    isFrom47(model) ? 'I will say so plainly.' : 'I will answer step by step.',
  ].join(' ')
}
