// Pieces of requests for the tests of what is refused.
import { hello } from './test-client.ts'

export const NEW = { 'anthropic-version': '2026-10-21' }
export const user = (content: unknown) => ({ role: 'user', content })
export const assistant = (content: unknown) => ({ role: 'assistant', content })
export const system = (content: unknown) => ({ role: 'system', content })
export const opus = (more: object = {}) => ({ ...hello, model: 'claude-opus-5-5', ...more })
export const haiku = (more: object = {}) => ({ ...hello, ...more })
export const on = (model: string, more: object = {}) => ({ ...hello, model, ...more })
export const talk = (...messages: unknown[]) => ({ messages })
export const tool = { name: 'get_weather', description: 'Weather', input_schema: { type: 'object', properties: {} } }
export const use = (id: string) => ({ type: 'tool_use', id, name: 'get_weather', input: {} })
export const result = (id: string) => ({ type: 'tool_result', tool_use_id: id, content: 'sunny' })
export const png = (width: number, height: number) => {
  const bytes = Buffer.alloc(33)
  bytes.write('\x89PNG\r\n\x1a\n', 'latin1')
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  return bytes.toString('base64')
}
export const image = (data: string, more: object = {}) => ({
  type: 'image',
  source: { type: 'base64', media_type: 'image/png', data },
  ...more,
})
export const pdf = (text: string) => ({
  type: 'document',
  source: { type: 'base64', media_type: 'application/pdf', data: Buffer.from(text).toString('base64') },
})
export const schema = {
  type: 'object',
  properties: { a: { type: 'string' } },
  required: ['a'],
  additionalProperties: false,
}
export const format = (given: object = schema) => ({
  output_config: { format: { type: 'json_schema', schema: given } },
})

/** What is sent, and a part of the refusal's text. */
export type Row = [what: string, body: object, text: string, headers?: Record<string, string>]
