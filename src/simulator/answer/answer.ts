// What an answer is: blocks, and why it ended.
import type { Model } from '../catalogue.ts'
import type { Random } from '../random.ts'
import type { MessagesRequest } from '../request.ts'
import { textTokens } from '../tokens.ts'

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
