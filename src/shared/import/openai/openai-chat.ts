import type { ContentBlock } from '../../prompt/prompt.ts'
import { isObject, type JsonObject, type JsonValue } from '../../text/json.ts'
import type { Tell } from '../reading.ts'
import { asBlocks, fromParts, toolResult, toolUse } from './openai-content.ts'
import { fromFields } from './openai-fields.ts'

type Turn = { role: string; content: string | ContentBlock[] }

/** The body of a chat completion as one of the Messages API. `tell` is told what has no equal there. */
export function fromChat({ messages, ...fields }: JsonObject, tell: Tell): JsonObject {
  const { system, turns } = fromMessages(messages, tell)
  const body = fromFields(fields, tell)
  return { ...body, ...(system === '' ? {} : { system }), messages: turns }
}

/** The system prompt, which stands first in the messages there, and the rest of them. */
function fromMessages(messages: JsonValue | undefined, tell: Tell): { system: string; turns: Turn[] } {
  const system: string[] = []
  const turns: Turn[] = []
  for (const message of Array.isArray(messages) ? messages : []) {
    if (!isObject(message)) continue
    const { role } = message
    const isSystem = role === 'system' || role === 'developer'
    const turn = turnOf(message, tell)
    const last = turns.at(-1)
    if (isSystem && turns.length === 0) system.push(textOf(turn.content))
    else if (role === 'tool' && last && isResults(last))
      last.content = [...asBlocks(last.content), ...asBlocks(turn.content)]
    else turns.push(turn)
  }
  return { system: system.join('\n\n'), turns }
}

function turnOf(
  { role, content, tool_calls: calls, function_call: call, tool_call_id: id, name, refusal }: JsonObject,
  tell: Tell,
): Turn {
  if (typeof name === 'string' && role !== 'tool' && role !== 'function') tell('The `name` of a message was left out.')
  const said = fromParts(content ?? refusal, tell)
  if (role === 'tool' || role === 'function') return { role: 'user', content: [toolResult(id ?? name, said)] }
  const called = [...(Array.isArray(calls) ? calls : []), ...(call ? [{ function: call }] : [])]
  const uses = called.flatMap((one) => {
    if (!isObject(one) || !isObject(one.function)) return []
    return [toolUse(one.id ?? one.function.name, one.function.name, one.function.arguments)]
  })
  const known = role === 'developer' ? 'system' : typeof role === 'string' ? role : 'user'
  return { role: known, content: uses.length > 0 ? [...asBlocks(said), ...uses] : said }
}

const isResults = ({ content }: Turn) =>
  typeof content !== 'string' && content.every(({ type }) => type === 'tool_result')

function textOf(content: string | ContentBlock[]): string {
  return asBlocks(content)
    .map(({ text }) => (typeof text === 'string' ? text : ''))
    .join('\n\n')
}
