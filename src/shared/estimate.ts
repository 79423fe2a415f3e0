import { hasNewTokenizer, type ModelInfo } from './models.ts'
import type { RequestBody } from './request.ts'

/**
 * A rough count of the input tokens of a request, for when count_tokens cannot be asked: about 3.5 characters per token on
 * older models and 2.7 on Claude 4.7 and later (rule of thumb after the published difference of 30 %), and 4 per message.
 */
export function estimateInputTokens(body: RequestBody, model: ModelInfo | null): number {
  const { system, messages, tools } = body
  const characters = textLength(system) + textLength(messages.map(({ content }) => content)) + textLength(tools)
  const perToken = hasNewTokenizer(model) === false ? 3.5 : 2.7
  return Math.ceil(characters / perToken) + 4 * messages.length
}

/** Characters of every string inside a value; base64 payloads count as nothing, since they are not read as text. */
function textLength(value: unknown): number {
  if (typeof value === 'string') return value.length
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + textLength(item), 0)
  if (typeof value !== 'object' || value === null) return 0
  return Object.entries(value).reduce((sum, [key, item]) => (key === 'data' ? sum : sum + textLength(item)), 0)
}
