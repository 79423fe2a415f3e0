import type { ContentBlock } from '../../prompt/prompt.ts'
import { isObject, type JsonObject, type JsonValue } from '../../text/json.ts'
import { plainText } from '../plain-text.ts'
import type { Tell } from '../reading.ts'
import { fromParts, toolResult, toolUse } from './openai-content.ts'
import { fromFields } from './openai-fields.ts'

/** The body of OpenAI's Responses API as one of the Messages API. `tell` is told what has no equal there. */
export function fromResponses({ input, instructions, prompt, ...fields }: JsonObject, tell: Tell): JsonObject {
  const items = typeof input === 'string' ? [{ role: 'user', content: input }] : Array.isArray(input) ? input : []
  const turns = items.flatMap((item) => turnOf(item, tell))
  const [first] = turns
  const system = typeof instructions === 'string' ? instructions : first?.role === 'system' ? textOf(first.content) : ''
  const messages = typeof instructions !== 'string' && first?.role === 'system' ? turns.slice(1) : turns
  if (isObject(prompt)) tell('The text of a prompt that is stored at OpenAI is not in the paste: export it there.')
  return { ...fromFields(fields, tell), ...(system === '' ? {} : { system }), messages }
}

function turnOf(item: JsonValue, tell: Tell): { role: string; content: string | ContentBlock[] }[] {
  if (!isObject(item)) return []
  if (item.type === 'function_call') {
    return [{ role: 'assistant', content: [toolUse(item.call_id, item.name, item.arguments)] }]
  }
  if (item.type === 'function_call_output') {
    const output = typeof item.output === 'string' ? item.output : fromParts(item.output, tell)
    return [{ role: 'user', content: [toolResult(item.call_id, output)] }]
  }
  const { role } = item
  if (typeof role === 'string') {
    return [{ role: role === 'developer' ? 'system' : role, content: fromParts(item.content, tell) }]
  }
  tell(`An item \`${plainText(item.type).slice(0, 40)}\` was left out: it has no equal in the Messages API.`)
  return []
}

function textOf(content: string | ContentBlock[]): string {
  if (typeof content === 'string') return content
  return content.map(({ text }) => (typeof text === 'string' ? text : '')).join('\n\n')
}
