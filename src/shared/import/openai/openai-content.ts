// What a message of an OpenAI request says, in content blocks of the Messages API.

import type { ContentBlock } from '../../prompt/prompt.ts'
import { isObject, type JsonObject, type JsonValue } from '../../text/json.ts'

/** Text stays text; a list of parts becomes blocks. `tell` is told what has no equal. */
export function fromParts(content: JsonValue | undefined, tell: (what: string) => void): string | ContentBlock[] {
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return ''
  return content.flatMap((part): ContentBlock[] => {
    const block = isObject(part) ? blockOf(part) : null
    if (!block) tell(`A part of a message was left out: Messages has no ${kindOf(part)}.`)
    return block ? [block] : []
  })
}

/** Content as blocks, for adding others. */
export function asBlocks(content: string | ContentBlock[]): ContentBlock[] {
  if (typeof content !== 'string') return content
  return content === '' ? [] : [{ type: 'text', text: content }]
}

/** A call of a tool: its arguments are JSON in a string there. */
export function toolUse(
  id: JsonValue | undefined,
  name: JsonValue | undefined,
  args: JsonValue | undefined,
): ContentBlock {
  return { type: 'tool_use', id: textIn(id), name: textIn(name), input: parsed(args) }
}

export function toolResult(id: JsonValue | undefined, content: string | ContentBlock[]): ContentBlock {
  return { type: 'tool_result', tool_use_id: textIn(id), content }
}

/** A definition of a function as a tool; `null` for tools of OpenAI's own. */
export function toolOf(tool: JsonValue): JsonObject | null {
  const definition = isObject(tool) && isObject(tool.function) ? tool.function : tool
  if (!isObject(definition) || typeof definition.name !== 'string') return null
  const { name, description, parameters, strict } = definition
  const isDescribed = typeof description === 'string'
  return {
    name,
    ...(isDescribed ? { description } : {}),
    input_schema: parameters && isObject(parameters) ? parameters : { type: 'object', properties: {} },
    ...(strict === true ? { strict } : {}),
  }
}

/** The choice of a tool; `null` where it says nothing that Messages knows. */
export function toolChoiceOf(choice: JsonValue | undefined): JsonObject | null {
  if (choice === 'auto' || choice === 'none') return { type: choice }
  if (choice === 'required') return { type: 'any' }
  const name = isObject(choice) ? (isObject(choice.function) ? choice.function.name : choice.name) : undefined
  return typeof name === 'string' ? { type: 'tool', name } : null
}

function blockOf(part: JsonObject): ContentBlock | null {
  const { type } = part
  if (type === 'text' || type === 'input_text' || type === 'output_text' || type === 'refusal') {
    return { type: 'text', text: textIn(part.text ?? part.refusal) }
  }
  if (type === 'image_url' || type === 'input_image') {
    const url = isObject(part.image_url) ? part.image_url.url : part.image_url
    return typeof url === 'string' ? { type: 'image', source: sourceOf(url) } : null
  }
  const file = isObject(part.file) ? part.file : part
  if ((type === 'file' || type === 'input_file') && typeof (file.file_data ?? file.file_url) === 'string') {
    return { type: 'document', source: sourceOf(textIn(file.file_data ?? file.file_url)) }
  }
  // A block of the Messages API itself, as compatible servers take it.
  return type === 'image' || type === 'document' || type === 'tool_use' || type === 'tool_result'
    ? { ...part, type }
    : null
}

/** An address, or the bytes in it, as the source of a block. */
export function sourceOf(url: string): JsonObject {
  const comma = url.indexOf(',')
  const [kind = '', ...flags] = url.slice('data:'.length, comma).split(';')
  if (!url.startsWith('data:') || comma < 0 || !flags.includes('base64')) return { type: 'url', url }
  return { type: 'base64', media_type: kind, data: url.slice(comma + 1) }
}

function parsed(args: JsonValue | undefined): JsonValue {
  if (args === undefined || args === null) return {}
  if (typeof args !== 'string') return args
  try {
    // Safe: that is what JSON.parse makes.
    const value = JSON.parse(args) as JsonValue
    return isObject(value) ? value : { value }
  } catch {
    return { arguments: args }
  }
}

const textIn = (value: JsonValue | undefined) => (typeof value === 'string' ? value : '')
const kindOf = (part: JsonValue) =>
  isObject(part) && typeof part.type === 'string' ? `\`${part.type.slice(0, 40)}\`` : 'such thing'
