// What the simulator answers to a request: decided from the request alone, so that the same request always gets the same.
import type { Model } from '../catalogue.ts'
import { completeJson, looksLikeJson } from '../json-completion.ts'
import { hashOf, type Random, randomFrom } from '../random.ts'
import { endsWithToolResult, lastUserText, type MessagesRequest, prefillOf } from '../request.ts'
import { instanceOf } from '../schema-instance.ts'
import { inputTokens, textTokens } from '../tokens.ts'
import { citedParts } from './citations.ts'
import { limitAnswer } from './limits.ts'
import { continuation, prose } from './prose.ts'
import { thinkingFor } from './thinking.ts'
import { toolCallFor } from './tool-call.ts'

/** A location in a document that a piece of text rests on. */
export type Citation = { type: string; [field: string]: unknown }

export type AnswerBlock =
  | {
      type: 'thinking' /** What is shown: the summary, or nothing. */
      thinking: string
      signature: string
      tokens: number
    }
  | { type: 'text'; text: string; citations?: Citation[]; tokens: number }
  /** `json` is the input as it is streamed; cut by max_tokens it is no longer whole. */
  | { type: 'tool_use' | 'server_tool_use'; id: string; name: string; json: string; tokens: number }
  /** A kind that no client knows: scenario unknown-event. */
  | { type: 'unknown'; content: { type: string; [field: string]: unknown }; tokens: number }

export type Answer = {
  blocks: AnswerBlock[]
  stop_reason: string
  stop_sequence: string | null
  stop_details: { type: 'refusal'; category: string | null; explanation: string | null } | null
}

/** Everything an answer is made from. */
export type AnswerContext = {
  request: MessagesRequest
  model: Model
  random: Random
  seed: string
  inputTokens: number
}

export function contextOf(request: MessagesRequest, model: Model): AnswerContext {
  const { stream, ...rest } = request
  const seed = hashOf(rest)
  return { request, model, seed, random: randomFrom(seed), inputTokens: inputTokens(request, model, 'billed') }
}

/** The answer to a request that passed every check, cut where max_tokens, a stop sequence or the window ends it. */
export function answerTo(context: AnswerContext): Answer {
  const blocks = draft(context)
  const last = blocks.at(-1)
  const stop_reason = last?.type === 'tool_use' ? 'tool_use' : 'end_turn'
  return limitAnswer({ blocks, stop_reason, stop_sequence: null, stop_details: null }, context)
}

/** Tokens billed as output. */
export function outputTokens(answer: Answer): number {
  return answer.blocks.reduce((sum, { tokens }) => sum + tokens, 0)
}

/** The part of them that was thought. */
export function thinkingTokens(answer: Answer): number {
  return answer.blocks.reduce((sum, { type, tokens }) => sum + (type === 'thinking' ? tokens : 0), 0)
}

/** A text block of an answer. */
export function textBlock(text: string, model: Model, citations?: Citation[]): AnswerBlock {
  return { type: 'text', text, tokens: textTokens(text, model), ...(citations ? { citations } : {}) }
}

function draft(context: AnswerContext): AnswerBlock[] {
  const { request, model, random } = context
  const thinking = thinkingFor(context)
  const call = endsWithToolResult(request) ? null : toolCallFor(context)
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
  const json = looksLikeJson(prefill) ? completeJson(prefill) : null
  return json ?? continuation(prefill, context)
}

const textBlocks = (text: string, model: Model) => (text === '' ? [] : [textBlock(text, model)])
