// What each part of a request takes of its input tokens.

import type { ModelInfo } from '../models/models.ts'
import { type ContentBlock, isEmptyContent, type Prompt } from '../prompt/prompt.ts'
import { estimateInputTokens } from '../request/estimate.ts'

/** A part of a request: `system`, `tools`, `prefill`, a message by its id, or the `frame` that the server puts around them. */
export type PartKey = 'system' | 'tools' | 'prefill' | 'frame' | `message ${string}`
export type Share = {
  key: PartKey
  tokens: number
  /** Counted by the server; otherwise what is left of the total, shared out by length. */
  isExact: boolean
}
/** What a part is thought to take before the server is asked; `of` is what it was reckoned from, and changes with it. */
export type Part = { key: PartKey; estimate: number; of: unknown }

/** About what a picture or a page takes (Messages API reference, images and PDF): no length tells it. */
const tokensOfMedia = 1_500
/** About what a role and the ends of a message take. */
const tokensOfFrame = 4

/** The parts of the request that a prompt makes, in the order in which they are sent. */
export function partsOf(prompt: Prompt, model: ModelInfo | null): Part[] {
  const { system, messages, prefill, settings } = prompt
  const parts: Part[] = []
  const add = (key: PartKey, of: unknown, estimate: number) => parts.push({ key, of, estimate })
  if (settings.tools !== undefined) add('tools', settings.tools, estimateOf(JSON.stringify(settings.tools), model))
  if (!isEmptyContent(system)) add('system', system, estimateOf(system, model))
  for (const { id, content, muted } of messages) {
    if (!muted) add(`message ${id}`, content, estimateOf(content, model))
  }
  if (prefill !== '') add('prefill', prefill, estimateOf(prefill, model))
  add('frame', null, tokensOfFrame * (parts.length + 1))
  return parts
}

function estimateOf(content: string | ContentBlock[], model: ModelInfo | null): number {
  const media = typeof content === 'string' ? 0 : content.filter(({ type }) => isMedia(type)).length
  const body = { model: '', max_tokens: 0, messages: [{ role: 'user' as const, content }] }
  return estimateInputTokens(body, model) - tokensOfFrame + media * tokensOfMedia
}

function isMedia(type: string): boolean {
  return type === 'image' || type === 'document'
}

/** The total shared out: counted parts as they were counted, the others in proportion to their estimates. */
export function sharesOf(parts: readonly Part[], total: number, counted: ReadonlyMap<PartKey, number>): Share[] {
  const isOpen = ({ key }: Part) => !counted.has(key)
  const known = parts.reduce((sum, { key }) => sum + (counted.get(key) ?? 0), 0)
  const open = parts.filter(isOpen).reduce((sum, { estimate }) => sum + estimate, 0)
  const scale = open === 0 ? 0 : Math.max(0, total - known) / open
  return parts.map(({ key, estimate }) => {
    const tokens = counted.get(key)
    return tokens === undefined
      ? { key, tokens: Math.round(estimate * scale), isExact: false }
      : { key, tokens, isExact: true }
  })
}

/** The parts that are worth a request each: the largest ones, of those whose share can be counted. */
export function worthCounting(parts: readonly Part[], most: number): Part[] {
  return parts
    .filter(({ key }) => key === 'system' || key.startsWith('message '))
    .toSorted((one, other) => other.estimate - one.estimate)
    .slice(0, most)
}

/**
 * The prompt with next to nothing in place of one part, so that the difference of two counts is what the part takes.
 * Roles, tool calls and their results stay, so that the API still takes it. `left` is how many tokens stand in for it.
 */
export function withoutPart(prompt: Prompt, key: PartKey): { prompt: Prompt; left: number } {
  if (key === 'system') return { prompt: { ...prompt, system: '' }, left: 0 }
  const id = key.slice('message '.length)
  let left = 0
  const messages = prompt.messages.map((message) => {
    if (message.id !== id) return message
    const content = emptied(message.content)
    left =
      typeof content === 'string' ? 1 : content.filter(({ type }) => type === 'text' || type === 'tool_result').length
    return { ...message, content }
  })
  return { prompt: { ...prompt, messages }, left }
}

/** A full stop is one token in every tokenizer. */
const dot = '.'

function emptied(content: string | ContentBlock[]): string | ContentBlock[] {
  if (typeof content === 'string') return dot
  const kept = content.flatMap((block): ContentBlock[] => {
    if (block.type === 'tool_use') return [{ ...block, input: {} }]
    if (block.type === 'tool_result') return [{ ...block, content: dot }]
    return block.type === 'text' || isMedia(block.type) || block.type === 'search_result' ? [] : [block]
  })
  return kept.some(({ type }) => type !== 'thinking' && type !== 'redacted_thinking')
    ? kept
    : [...kept, { type: 'text', text: dot }]
}
