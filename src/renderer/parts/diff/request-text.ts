// A request as lines of text that can be compared: the same request always makes the same text.

import type { Prompt } from '#shared/prompt/prompt'
import type { MessagesRequest } from '#shared/request/request'
import type { JsonValue } from '#shared/text/json'

/** What is compared of a request: the headers that change what the API does, and the body. */
export type ComparedRequest = Pick<MessagesRequest, 'apiVersion' | 'headers' | 'body'>

/** The fields of a body and of its parts in the order in which people read them; all others follow by name. */
const fieldOrder = [
  'model',
  'max_tokens',
  'temperature',
  'top_p',
  'top_k',
  'stop_sequences',
  'thinking',
  'output_config',
  'metadata',
  'type',
  'role',
  'id',
  'name',
  'description',
  'system',
  'tools',
  'tool_choice',
  'messages',
  'content',
  'stream',
]

/** The user's own JSON, where the order of the fields has a meaning: it steers what the model writes first. */
const keptInOrder = new Set(['input_schema', 'schema', 'input'])

/** A string up to this length is read in one line, whatever is in it. */
const lineLength = 60

/** A string without white space from this length on is a file, not text. */
const fileLength = 2_000

/**
 * The `anthropic-version` header and the prompt's own headers by name, then the body as JSON, two spaces per level. The order of fields is the same for every
 * request. A longer text goes on in a new line after each `\n`, so that lines can be compared; files are cut to their beginning,
 * length and a checksum that tells them apart.
 */
export function requestText({ apiVersion, headers = {}, body }: ComparedRequest): string {
  const own = Object.entries(headers).toSorted(([one], [other]) => (one < other ? -1 : 1))
  const lines = [['anthropic-version', apiVersion], ...own].map(([name, value]) => `${name}: ${value}`)
  return `${lines.join('\n')}\n\n${jsonText(body, '', false)}\n`
}

/** A prompt as the user edits it, every field of it, laid out like a request; its id is left out. */
export function promptText(prompt: Prompt): string {
  const messages = prompt.messages.map((message) => ({ ...message, id: undefined }))
  // Safe: a prompt is JSON, and a field without a value is left out.
  return `${jsonText({ ...prompt, id: undefined, messages } as JsonValue, '', false)}\n`
}

/** Any JSON as lines that can be compared, with the fields of the API in one order. */
export function jsonLines(value: JsonValue): string {
  return jsonText(value, '', false)
}

function jsonText(value: JsonValue, indent: string, isKept: boolean): string {
  if (typeof value === 'string') return stringText(value, `${indent}  `)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const inner = `${indent}  `
  if (Array.isArray(value)) {
    const items = value.map((item) => `${inner}${jsonText(item, inner, isKept)}`)
    return items.length === 0 ? '[]' : `[\n${items.join(',\n')}\n${indent}]`
  }
  const fields = Object.entries(value).flatMap(([name, item]) => (item === undefined ? [] : [[name, item] as const]))
  const ordered = isKept ? fields : fields.toSorted(([one], [other]) => compareNames(one, other))
  const lines = ordered.map(
    ([name, item]) => `${inner}${JSON.stringify(name)}: ${jsonText(item, inner, isKept || keptInOrder.has(name))}`,
  )
  return lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n${indent}}`
}

function compareNames(one: string, other: string): number {
  const [a, b] = [fieldOrder.indexOf(one), fieldOrder.indexOf(other)]
  if (a >= 0 && b >= 0) return a - b
  if (a >= 0 || b >= 0) return b - a
  return one < other ? -1 : 1
}

function stringText(value: string, indent: string): string {
  if (value.length > fileLength && !/\s/.test(value)) {
    return JSON.stringify(`${value.slice(0, 40)}… (${value.length} characters, checksum ${checksum(value)})`)
  }
  if (value.length <= lineLength) return JSON.stringify(value)
  const lines = value.split(/(?<=\n)/).map((line) => JSON.stringify(line).slice(1, -1))
  return `"${lines.join(`\n${indent}`)}"`
}

/** FNV-1a, 32 bits: enough to see that two files differ. */
function checksum(text: string): string {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return (hash >>> 0).toString(16).padStart(8, '0')
}
