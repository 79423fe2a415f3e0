// A counter that behaves like the API's: not its tokenizer, but one rule for counting, billing and cutting.
import { isFrom47, keepsEarlierThinking, type Model } from './catalogue.ts'
import { documentTokens, imageTokens } from './media.ts'
import {
  type Block,
  blocksOf,
  isDocument,
  isImage,
  isThinking,
  isToolResult,
  isToolUse,
  type MessagesRequest,
  omit,
  type Tool,
} from './request.ts'
import { readSignature } from './signature.ts'

/** Characters per token: 2.7 on Claude 4.7 and later, 3.5 before (token counting page, the 30 % figure). */
export function charactersPerToken(model: Model): number {
  return isFrom47(model) ? 2.7 : 3.5
}

/** Tokens of a text. */
export function textTokens(text: string, model: Model): number {
  return Math.ceil(text.length / charactersPerToken(model))
}

/** The longest start of a text that is at most this many tokens; never half of a surrogate pair. */
export function cutToTokens(text: string, tokens: number, model: Model): string {
  const end = Math.floor(tokens * charactersPerToken(model))
  if (end >= text.length) return text
  const splitsPair = /[\uD800-\uDBFF]/.test(text.charAt(end - 1))
  return text.slice(0, splitsPair ? end - 1 : end)
}

const MESSAGE_OVERHEAD = 4
const REQUEST_OVERHEAD = 3
const TOOL_CALL_OVERHEAD = 12

/** A piece of the prompt in the order in which it is read and cached: tools, system, messages. */
export type Piece = { part: 'tools' | 'system' | 'messages'; block: Block | Tool; tokens: number }

/**
 * The prompt in pieces, with the tokens of each. Their sum is the number of input tokens.
 * @param thinking Whether the thinking of earlier turns is counted: billed on models that keep it, never counted ahead.
 */
export function promptPieces(request: MessagesRequest, model: Model, thinking: 'billed' | 'ignored'): Piece[] {
  return [...toolPieces(request, model), ...systemPieces(request, model), ...messagePieces(request, model, thinking)]
}

/** Input tokens of a whole request. */
export function inputTokens(request: MessagesRequest, model: Model, thinking: 'billed' | 'ignored'): number {
  return promptPieces(request, model, thinking).reduce((sum, { tokens }) => sum + tokens, 0)
}

function toolPieces(request: MessagesRequest, model: Model): Piece[] {
  const hidden = hiddenToolPrompt(request, model)
  return (request.tools ?? []).map((tool, index) => {
    const tokens = textTokens(JSON.stringify(omit(tool, 'cache_control')), model) + (index === 0 ? hidden : 0)
    return { part: 'tools', block: tool, tokens }
  })
}

/** Tools bring a system prompt that nobody sees: about 290 to 800 tokens (pricing page). */
function hiddenToolPrompt(request: MessagesRequest, model: Model): number {
  const forced = request.tool_choice?.type === 'any' || request.tool_choice?.type === 'tool'
  if (isFrom47(model)) return forced ? 410 : 530
  return forced ? 313 : 346
}

function systemPieces(request: MessagesRequest, model: Model): Piece[] {
  return blocksOf(request.system).map((block) => ({ part: 'system', block, tokens: blockTokens(block, model) }))
}

function messagePieces(request: MessagesRequest, model: Model, thinking: 'billed' | 'ignored'): Piece[] {
  const latestAssistant = request.messages.findLastIndex(({ role }) => role === 'assistant')
  const keeps = thinking === 'billed' && keepsEarlierThinking(model)
  return request.messages.flatMap(({ content }, messageIndex) =>
    blocksOf(content).map((block, index): Piece => {
      const overhead = index > 0 ? 0 : MESSAGE_OVERHEAD + (messageIndex === 0 ? REQUEST_OVERHEAD : 0)
      const isForgotten = isThinking(block) && messageIndex < latestAssistant && !keeps
      return { part: 'messages', block, tokens: overhead + (isForgotten ? 0 : blockTokens(block, model)) }
    }),
  )
}

function blockTokens(block: Block, model: Model): number {
  if (typeof block.text === 'string') return textTokens(block.text, model)
  if (isImage(block)) return imageTokens(block, model)
  if (isDocument(block)) return documentTokens(block, model, (text) => textTokens(text, model))
  if (isThinking(block)) return readSignature(block.signature)?.tokens ?? textTokens(block.thinking, model)
  if (isToolUse(block)) return TOOL_CALL_OVERHEAD + textTokens(block.name + JSON.stringify(block.input), model)
  if (isToolResult(block)) return TOOL_CALL_OVERHEAD + sumOf(blocksOf(block.content), model)
  return textTokens(JSON.stringify(omit(block, 'cache_control')), model)
}

const sumOf = (blocks: Block[], model: Model) => blocks.reduce((sum, block) => sum + blockTokens(block, model), 0)
