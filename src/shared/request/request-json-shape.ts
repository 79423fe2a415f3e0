import type { Role } from '../prompt/prompt.ts'
import { isObject, type JsonObject, type JsonValue } from '../text/json.ts'

/** Why a body is no prompt: in a sentence, and where in the body. */
export type BodyProblem = { path: (string | number)[]; message: string }

const objects = ['metadata', 'thinking', 'output_config']
const roles: readonly Role[] = ['user', 'assistant', 'system']
const numbers = ['max_tokens', 'temperature', 'top_p', 'top_k']

/**
 * What keeps a body from being edited as a prompt: its shape only, as in `prompt-schema.ts`. Values that the API would refuse are
 * the rules' business. `null` where nothing does.
 */
export function bodyProblem(body: JsonValue): BodyProblem | null {
  if (!isObject(body)) return { path: [], message: 'A request is an object.' }
  const { model, max_tokens, system, messages, stop_sequences } = body
  if (model === undefined) return { path: [], message: '`model` is missing.' }
  if (typeof model !== 'string') return wrong(['model'], 'text')
  if (model.length > 500) return { path: ['model'], message: '`model` is too long for the name of a model.' }
  if (max_tokens === undefined) return { path: [], message: '`max_tokens` is missing.' }
  for (const name of numbers) {
    if (body[name] !== undefined && typeof body[name] !== 'number') return wrong([name], 'a number')
  }
  for (const name of objects) if (body[name] !== undefined && !isObject(body[name])) return wrong([name], 'an object')
  const areTexts = Array.isArray(stop_sequences) && stop_sequences.every((text) => typeof text === 'string')
  if (stop_sequences !== undefined && !areTexts) return wrong(['stop_sequences'], 'a list of texts')
  if (messages === undefined) return { path: [], message: '`messages` is missing.' }
  if (!Array.isArray(messages)) return wrong(['messages'], 'a list')
  return (system === undefined ? null : contentProblem(['system'], system)) ?? firstOf(messages, messageProblem)
}

function messageProblem(message: JsonValue, index: number): BodyProblem | null {
  const path = ['messages', index]
  if (!isObject(message)) return wrong(path, 'an object')
  if (!roles.some((role) => role === message.role)) {
    return 'role' in message ? wrong([...path, 'role'], 'user, assistant or system') : missing(path, 'role')
  }
  return message.content === undefined
    ? missing(path, 'content')
    : contentProblem([...path, 'content'], message.content)
}

function contentProblem(path: (string | number)[], content: JsonValue): BodyProblem | null {
  if (typeof content === 'string') return null
  if (!Array.isArray(content)) return wrong(path, 'text or a list of blocks')
  return firstOf(content, (block, index) => {
    if (!isObject(block)) return wrong([...path, index], 'a block: an object with a type')
    const { type } = block as JsonObject
    if (type === undefined) return missing([...path, index], 'type')
    return typeof type === 'string' && type.length <= 200 ? null : wrong([...path, index, 'type'], 'a short text')
  })
}

function firstOf(
  items: JsonValue[],
  problemOf: (item: JsonValue, index: number) => BodyProblem | null,
): BodyProblem | null {
  for (const [index, item] of items.entries()) {
    const problem = problemOf(item, index)
    if (problem) return problem
  }
  return null
}

const wrong = (path: BodyProblem['path'], what: string) => ({ path, message: `${nameOf(path)} must be ${what}.` })
const missing = (path: BodyProblem['path'], field: string) => ({
  path,
  message: `${nameOf(path)} has no \`${field}\`.`,
})

/** As it would be written in code: `messages[2].content`. */
function nameOf(path: BodyProblem['path']): string {
  return `\`${path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`)).join('')}\``
}
