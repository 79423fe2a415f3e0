import type { JsonObject } from '../text/json.ts'

/** Who speaks. `system` inside `messages` is taken by some models only (Messages API reference, messages array). */
export type Role = 'user' | 'assistant' | 'system'

/** One element of a message's content, as the API spells it. Kinds that we do not know are kept as they came. */
export type ContentBlock = { type: string } & JsonObject

/**
 * One turn. A string stays a string and blocks stay blocks; `muted` messages are kept but not sent, `pinned` ones are never
 * dropped or summarised to save tokens. `bond` is the hash of the turns that the thinking in it followed: thinking-bond.ts.
 */
export type PromptMessage = {
  id: string
  role: Role
  content: string | ContentBlock[]
  muted?: boolean
  pinned?: boolean
  bond?: string
}

/** Request fields under their API names. A field that is absent is not sent; fields that we do not know are sent as they are. */
export type PromptSettings = {
  max_tokens: number
  temperature?: number
  top_p?: number
  top_k?: number
  stop_sequences?: string[]
  metadata?: { user_id?: string }
  thinking?: JsonObject
  output_config?: JsonObject
} & JsonObject

/** What stands for `{{name}}` in a text: a text of its own, or documents that are numbered and laid out in its place. */
export type VariableValue = string | { documents: VariableDocument[] }
export type VariableDocument = { title: string; text: string }

/** `off`: braces are text like any other in this prompt. */
export type PromptVariables = { values: Record<string, VariableValue>; off?: boolean }

/**
 * What the editor knows of a tool beside its definition in `settings.tools`, by the tool's name. `disabled` tools are kept and
 * not sent; `result` is the canned answer to its calls, as `result.isError` marks it.
 */
export type ToolNote = { disabled?: boolean; result?: { text: string; isError?: boolean } }

/** What the user edits, variables unfilled. Saved as one JSON file in the library. */
export type Prompt = {
  id: string
  name: string
  model: string
  /** `automatic`, or the value of the `anthropic-version` header that the user pinned. */
  apiVersion: string
  /** An empty string or array is not sent. */
  system: string | ContentBlock[]
  messages: PromptMessage[]
  /** Text of a last assistant message that the response continues; empty when there is none. */
  prefill: string
  settings: PromptSettings
  variables?: PromptVariables
  toolNotes?: Record<string, ToolNote>
  /** Values of the `anthropic-beta` header. */
  betas?: string[]
  /** Further request headers, never credentials. */
  headers?: Record<string, string>
}

/** The value of `Prompt.apiVersion` that lets `request.ts` choose. */
export const automaticVersion = 'automatic'

/** The text of a content: its text blocks joined by a blank line; other blocks have none. */
export function textOf(content: string | ContentBlock[]): string {
  if (typeof content === 'string') return content
  return content
    .flatMap((block) => (block.type === 'text' && typeof block.text === 'string' ? [block.text] : []))
    .join('\n\n')
}

/** Whether anything would be sent for this content. */
export function isEmptyContent(content: string | ContentBlock[]): boolean {
  return content.length === 0
}
