// Pieces of the prompts in the table of cases.

import type { ContentBlock, Prompt, PromptMessage, PromptSettings } from '../../prompt/prompt.ts'
import type { JsonObject, JsonValue } from '../../text/json.ts'

/** A prompt of the table: what differs from one plain question. */
export type PromptChange = Partial<Omit<Prompt, 'settings'>> & { settings?: { [field: string]: JsonValue | undefined } }

/** One case: what is sent, and what the rules find: `severity rule field`. `refusal` is a part of the simulator's words. */
export type Case = {
  what: string
  prompt: PromptChange
  finds: string[]
  refusal?: string
  /** Whether the rules are told the count of the simulator's own count_tokens. */
  isCounted?: true
}

export const question: PromptMessage = { id: 'm1', role: 'user', content: 'Why is the sky blue?' }

/** The prompt of a case; without a model it is on Haiku 4.5, which takes the most. */
export function promptOf({ settings, ...change }: PromptChange): Prompt {
  return {
    id: 'table',
    name: 'Table',
    model: 'claude-haiku-4-5',
    apiVersion: 'automatic',
    system: '',
    messages: [question],
    prefill: '',
    ...change,
    // Safe: values of the wrong kind are what some cases are about.
    settings: { max_tokens: 4000, ...settings } as PromptSettings,
  }
}

export const on = (model: string, settings: PromptChange['settings'] = {}, more: PromptChange = {}): PromptChange => ({
  model,
  settings,
  ...more,
})
export const haiku = (settings: PromptChange['settings'] = {}, more: PromptChange = {}) =>
  on('claude-haiku-4-5', settings, more)
export const opus = (settings: PromptChange['settings'] = {}, more: PromptChange = {}) =>
  on('claude-opus-5-5', settings, more)
export const enabled = { type: 'enabled', budget_tokens: 1024 }
export const adaptive = { type: 'adaptive' }
export const disabled = { type: 'disabled' }
export const newest = { apiVersion: '2026-10-21' }

type Content = PromptMessage['content']

/** Messages with ids in order, from role and content. */
export function talk(...turns: [role: PromptMessage['role'], content: Content, muted?: 'muted'][]): PromptMessage[] {
  return turns.map(([role, content, muted], index) => ({
    id: `m${index + 1}`,
    role,
    content,
    ...(muted ? { muted: true } : {}),
  }))
}

export const text = (words: string, more: JsonObject = {}): ContentBlock => ({ type: 'text', text: words, ...more })
export const toolUse = (id: string): ContentBlock => ({ type: 'tool_use', id, name: 'get_weather', input: {} })
export const toolResult = (id: string, content: JsonValue = 'Sunny.'): ContentBlock => ({
  type: 'tool_result',
  tool_use_id: id,
  content,
})
export const tool = (more: JsonObject = {}): JsonObject => ({
  name: 'get_weather',
  description: 'The weather of a place',
  input_schema: { type: 'object', properties: {} },
  ...more,
})
export const hour: JsonObject = { type: 'ephemeral', ttl: '1h' }
export const minutes: JsonObject = { type: 'ephemeral' }
export const textDocument = (more: JsonObject = {}): ContentBlock => ({
  type: 'document',
  source: { type: 'text', media_type: 'text/plain', data: 'The sky scatters blue light.' },
  ...more,
})
export const image = (data: string, more: JsonObject = {}): ContentBlock => ({
  type: 'image',
  source: { type: 'base64', media_type: 'image/png', data },
  ...more,
})
export const pdf = (words: string): ContentBlock => ({
  type: 'document',
  source: {
    type: 'base64',
    media_type: 'application/pdf',
    data: base64(Array.from(words, (letter) => letter.charCodeAt(0))),
  },
})
export const thought: ContentBlock = { type: 'thinking', thinking: 'Light scatters.', signature: 'c2lnbmVk' }
export const schema: JsonObject = {
  type: 'object',
  properties: { answer: { type: 'string' } },
  required: ['answer'],
  additionalProperties: false,
}
export const format = (given: JsonObject = schema): JsonObject => ({ format: { type: 'json_schema', schema: given } })

/** The first bytes of a PNG of this size. */
export function png(width: number, height: number): string {
  const size = (side: number) => [side >> 24, side >> 16, side >> 8, side].map((byte) => byte & 255)
  const header = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]
  return base64([...header, ...size(width), ...size(height), 8, 6, 0, 0, 0])
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

export function base64(bytes: readonly number[]): string {
  let written = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const three = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)
    const four = [18, 12, 6, 0].map((shift) => alphabet[(three >> shift) & 63] ?? '')
    written += four
      .slice(0, Math.min(4, bytes.length - at + 1))
      .join('')
      .padEnd(4, '=')
  }
  return written
}
