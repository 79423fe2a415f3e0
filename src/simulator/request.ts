// A request to the Messages API in the API's own words, as far as the simulator reads it.

export type CacheControl = { type: 'ephemeral'; ttl?: '5m' | '1h' }

/** A content block whose kind decides the rest of its fields. */
export type Block = { type: string; cache_control?: CacheControl | null; [field: string]: unknown }
export type TextBlock = Block & { type: 'text'; text: string; citations?: unknown[] | null }
export type ThinkingBlock = Block & { type: 'thinking'; thinking: string; signature: string }
export type ToolUseBlock = Block & { type: 'tool_use'; id: string; name: string; input: unknown }
export type ToolResultBlock = Block & { type: 'tool_result'; tool_use_id: string; content?: string | Block[] }
export type Source = {
  type: string
  media_type?: string
  data?: string
  url?: string
  file_id?: string
  content?: string | Block[]
}
export type ImageBlock = Block & {
  type: 'image'
  source: Source
  transformations?: { oversized_image?: string } | null
}
export type DocumentBlock = Block & {
  type: 'document'
  source: Source
  title?: string | null
  context?: string | null
  citations?: { enabled?: boolean } | null
}

export type Role = 'user' | 'assistant' | 'system'
export type Message = { role: Role; content: string | Block[] }

export type Tool = {
  name: string
  type?: string | null
  description?: string
  input_schema?: Schema
  strict?: boolean
  cache_control?: CacheControl | null
  [field: string]: unknown
}
export type ToolChoice = { type: 'auto' | 'any' | 'tool' | 'none'; name?: string; disable_parallel_tool_use?: boolean }
export type Thinking = { type: string; budget_tokens?: number; display?: string | null }

/** A JSON Schema, or the two that are booleans. */
export type Schema = { [keyword: string]: unknown }

export type MessagesRequest = {
  model: string
  max_tokens: number
  messages: Message[]
  system?: string | TextBlock[]
  stop_sequences?: string[]
  metadata?: { user_id?: string | null }
  thinking?: Thinking
  output_config?: { effort?: string | null; format?: { type: string; schema: Schema } | null }
  tools?: Tool[]
  tool_choice?: ToolChoice
  stream?: boolean
  service_tier?: string
  inference_geo?: string | null
  speed?: string | null
  cache_control?: CacheControl | null
  temperature?: number
  top_p?: number
  top_k?: number
}

/** The record without some of its keys. */
export function omit<Value extends object, Key extends keyof Value>(value: Value, ...keys: Key[]): Omit<Value, Key> {
  const entries = Object.entries(value).filter(([key]) => !keys.includes(key as Key))
  return Object.fromEntries(entries) as Omit<Value, Key> // Exactly the other keys are left.
}

/** Content as blocks: a string equals one text block. */
export function blocksOf(content: string | Block[] | undefined | null): Block[] {
  if (content == null) return []
  return typeof content === 'string' ? [{ type: 'text', text: content }] : content
}

export const isText = (block: Block): block is TextBlock => block.type === 'text'
export const isThinking = (block: Block): block is ThinkingBlock => block.type === 'thinking'
export const isToolUse = (block: Block): block is ToolUseBlock => block.type === 'tool_use'
export const isToolResult = (block: Block): block is ToolResultBlock => block.type === 'tool_result'
export const isImage = (block: Block): block is ImageBlock => block.type === 'image'
export const isDocument = (block: Block): block is DocumentBlock => block.type === 'document'

/** A tool that Anthropic defines (versioned type string) and not the caller. */
export const isAnthropicTool = (tool: Tool): boolean => tool.type != null && tool.type !== 'custom'

/** True for what a server tool leaves in an assistant turn: the call or its result. */
export function isServerToolBlock(block: Block): boolean {
  return block.type === 'server_tool_use' || (block.type.endsWith('_tool_result') && block.type !== 'tool_result')
}

/** All the text of some content, blocks joined by a line break. */
export function textOf(content: string | Block[] | undefined | null): string {
  return blocksOf(content)
    .filter(isText)
    .map(({ text }) => text)
    .join('\n')
}

/** The text of the last user message that has any, or an empty string. */
export function lastUserText(request: MessagesRequest): string {
  const texts = request.messages.filter(({ role }) => role === 'user').map(({ content }) => textOf(content))
  return texts.findLast((text) => text.trim() !== '') ?? ''
}

/** The text that the response continues, or `null` when the last message is not an assistant's that ends in text. */
export function prefillOf(request: { messages: Message[] }): string | null {
  const last = request.messages.at(-1)
  if (last?.role !== 'assistant') return null
  const end = blocksOf(last.content).at(-1)
  if (end === undefined) return ''
  return isText(end) ? end.text : null
}

/** True when the last message hands a tool's result back. */
export function endsWithToolResult(request: MessagesRequest): boolean {
  const last = request.messages.findLast(({ role }) => role !== 'system')
  return last?.role === 'user' && blocksOf(last.content).some(isToolResult)
}
