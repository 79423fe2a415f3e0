// A response as one message, and its usage.
import { type Answer, type AnswerBlock, outputTokens, thinkingTokens } from './answer/answer.ts'
import type { CacheUse } from './cache.ts'

/** What surrounds an answer. */
export type Envelope = {
  id: string
  model: string
  seed: string
  inputTokens: number
  cache: CacheUse
  speed: 'standard' | 'fast'
  geo: string | null
}

/** The finished message, as a request without `stream` receives it. */
export function wholeMessage(answer: Answer, envelope: Envelope): object {
  const { stop_reason, stop_sequence, stop_details } = answer
  const content = answer.blocks.map(unstreamedBlock)
  const usage = { ...startUsage(envelope, 0), ...finalUsage(answer, envelope) }
  return { ...emptyMessage(envelope, 0), content, stop_reason, stop_sequence, stop_details, usage }
}

/** The message at its beginning: no content, an early usage. */
export function emptyMessage(envelope: Envelope, early: number): object {
  return {
    id: envelope.id,
    type: 'message',
    role: 'assistant',
    model: envelope.model,
    content: [],
    stop_reason: null,
    stop_sequence: null,
    stop_details: null,
    container: null,
    diagnostics: null,
    usage: startUsage(envelope, early),
  }
}

function startUsage({ inputTokens, cache, speed, geo }: Envelope, output: number): object {
  return {
    input_tokens: inputTokens - cache.read - cache.written5m - cache.written1h,
    cache_creation_input_tokens: cache.written5m + cache.written1h,
    cache_read_input_tokens: cache.read,
    cache_creation: { ephemeral_5m_input_tokens: cache.written5m, ephemeral_1h_input_tokens: cache.written1h },
    output_tokens: output,
    output_tokens_details: null,
    server_tool_use: null,
    service_tier: 'standard',
    inference_geo: geo,
    speed,
  }
}

/** Usage at the end: cumulative, so it replaces what was said before. */
export function finalUsage(answer: Answer, { inputTokens, cache }: Envelope): object {
  const searches = answer.blocks.filter(({ type }) => type === 'server_tool_use').length
  return {
    input_tokens: inputTokens - cache.read - cache.written5m - cache.written1h,
    cache_creation_input_tokens: cache.written5m + cache.written1h,
    cache_read_input_tokens: cache.read,
    output_tokens: outputTokens(answer),
    output_tokens_details: { thinking_tokens: thinkingTokens(answer) },
    server_tool_use: searches > 0 ? { web_search_requests: searches, web_fetch_requests: 0 } : null,
  }
}

/** A block of the answer as a whole content block. */
export function unstreamedBlock(block: AnswerBlock): object {
  switch (block.type) {
    case 'text':
      return { type: 'text', text: block.text, citations: block.citations ?? null }
    case 'thinking':
      return { type: 'thinking', thinking: block.thinking, signature: block.signature }
    case 'unknown':
      return block.content
    case 'tool_use':
    case 'server_tool_use':
      return { ...call(block), caller: { type: 'direct' } }
  }
}

const call = ({ type, id, name, json }: Extract<AnswerBlock, { json: string }>) => ({
  type,
  id,
  name,
  input: parseOrEmpty(json),
})

/** An input that max_tokens has cut is no JSON any more: the whole message then carries an empty one. */
function parseOrEmpty(json: string): unknown {
  try {
    return JSON.parse(json) as unknown
  } catch {
    return {}
  }
}
