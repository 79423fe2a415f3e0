import { isObject, type JsonObject, type JsonValue } from '../text/json.ts'
import type { RawRequest } from './reading.ts'

const chatFields = [
  'max_completion_tokens',
  'response_format',
  'frequency_penalty',
  'presence_penalty',
  'logprobs',
  'top_logprobs',
  'n',
  'stop',
  'seed',
  'functions',
  'function_call',
  'reasoning_effort',
]
const chatRoles = ['developer', 'tool', 'function']
const chatParts = ['image_url', 'input_audio', 'file']

/** In whose words a body is that says nothing about it; `null` where it is no request. */
export function guessDialect(body: JsonValue): RawRequest['dialect'] | null {
  if (!isObject(body)) return null
  if (Array.isArray(body.messages)) return isChat(body, body.messages) ? 'chat' : 'messages'
  if (body.input !== undefined && (body.model !== undefined || body.instructions !== undefined)) return 'responses'
  const isText =
    typeof body.prompt === 'string' && (body.max_tokens_to_sample !== undefined || body.prompt.includes('\n\nHuman:'))
  return isText ? 'text' : null
}

function isChat(body: JsonObject, messages: JsonValue[]): boolean {
  if (body.system !== undefined || body.anthropic_version !== undefined) return false
  if (chatFields.some((field) => body[field] !== undefined)) return true
  const { tools } = body
  if (Array.isArray(tools) && tools.some((tool) => isObject(tool) && isObject(tool.function))) return true
  // Messages takes a system message, too, and never as the first one; a model of its own says that it is meant all the same.
  const [first] = messages
  const isClaude = typeof body.model === 'string' && body.model.startsWith('claude') && body.max_tokens !== undefined
  if (isObject(first) && first.role === 'system' && !isClaude) return true
  return messages.some((message) => {
    if (!isObject(message)) return false
    const { role, content, tool_calls: calls } = message
    if (calls !== undefined || chatRoles.some((one) => one === role)) return true
    return (
      Array.isArray(content) && content.some((part) => isObject(part) && chatParts.some((type) => type === part.type))
    )
  })
}
