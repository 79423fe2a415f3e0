// Decides what the simulator answers, from the request alone, so that the same request always gets the same.
import type { Model } from '../catalogue.ts'
import { completeJson, looksLikeJson } from '../json-completion.ts'
import { hashOf, randomFrom } from '../random.ts'
import { endsWithToolResult, lastUserText, type MessagesRequest, omit, prefillOf } from '../request.ts'
import { instanceOf } from '../schema-instance.ts'
import { inputTokens } from '../tokens.ts'
import { type Answer, type AnswerBlock, type AnswerContext, textBlock } from './answer.ts'
import { citedParts } from './citations.ts'
import { continuedLikeExample } from './json-example.ts'
import { limitAnswer } from './limits.ts'
import { continuation, prose } from './prose.ts'
import { thinkingFor } from './thinking.ts'
import { toolCallFor } from './tool-call.ts'

/** What the answer to a request is made from; streamed or not makes no difference. */
export function contextOf(request: MessagesRequest, model: Model): AnswerContext {
  const seed = hashOf(omit(request, 'stream'))
  return { request, model, seed, random: randomFrom(seed), inputTokens: inputTokens(request, model, 'billed') }
}

/** The answer to a request that passed every check, cut where max_tokens, a stop sequence or the window ends it. */
export function answerTo(context: AnswerContext): Answer {
  const blocks = draft(context)
  const last = blocks.at(-1)
  const stop_reason = last?.type === 'tool_use' ? 'tool_use' : 'end_turn'
  return limitAnswer({ blocks, stop_reason, stop_sequence: null, stop_details: null }, context)
}

function draft(context: AnswerContext): AnswerBlock[] {
  const { request, model, random } = context
  const thinking = thinkingFor(context)
  const isForced = request.tool_choice?.type === 'any' || request.tool_choice?.type === 'tool'
  const call = endsWithToolResult(request) && !isForced ? null : toolCallFor(context)
  if (call) return [...thinking, ...call]
  const { format } = request.output_config ?? {}
  if (format) {
    const instance = instanceOf(format.schema, random, lastUserText(request))
    return [...thinking, textBlock(JSON.stringify(instance, null, 2), model)]
  }
  const prefill = prefillOf(request)
  if (prefill) return textBlocks(continuationOf(prefill, context), model)
  return [...thinking, ...citedParts(context), textBlock(prose(context), model)]
}

function continuationOf(prefill: string, context: AnswerContext): string {
  const json = looksLikeJson(prefill) ? (continuedLikeExample(context.request) ?? completeJson(prefill)) : null
  return json ?? continuation(prefill, context)
}

const textBlocks = (text: string, model: Model) => (text === '' ? [] : [textBlock(text, model)])
