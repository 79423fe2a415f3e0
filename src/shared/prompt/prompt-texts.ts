// Where the texts of a prompt are: what a model reads as written. Schemas, tool inputs and thinking are none.
import { isObject, type JsonValue } from '../text/json.ts'
import type { ContentBlock, Prompt } from './prompt.ts'

export type TextChange = (text: string) => string

/** Changes every text of a prompt, those of muted messages too. What has no change keeps its identity, the prompt itself too. */
export function mapTexts(prompt: Prompt, change: TextChange): Prompt {
  const system = mapContent(prompt.system, change)
  const prefill = change(prompt.prefill)
  let isSame = system === prompt.system && prefill === prompt.prefill
  const messages = prompt.messages.map((message) => {
    const content = mapContent(message.content, change)
    if (content === message.content) return message
    isSame = false
    return { ...message, content }
  })
  return isSame ? prompt : { ...prompt, system, messages, prefill }
}

/** Changes a text, or every text in some blocks; the same content where nothing changes. */
export function mapContent(content: string | ContentBlock[], change: TextChange): string | ContentBlock[] {
  return typeof content === 'string' ? change(content) : mapBlocks(content, change)
}

function mapBlocks<Block extends JsonValue>(blocks: Block[], change: TextChange): Block[] {
  let isSame = true
  const changed = blocks.map((block) => {
    const next = mapBlock(block, change)
    isSame &&= next === block
    return next
  })
  return isSame ? blocks : changed
}

/** The fields of each kind of block that hold text, or blocks that do. */
const textFields: { [type: string]: readonly string[] } = {
  text: ['text'],
  tool_result: ['content'],
  search_result: ['title', 'content'],
  document: ['title', 'context', 'source'],
}
/** The same for the source of a document; files are none. */
const sourceFields: { [type: string]: readonly string[] } = { text: ['data'], content: ['content'] }

function mapBlock<Block extends JsonValue>(block: Block, change: TextChange): Block {
  return isObject(block) ? mapFields(block, own(textFields, block.type), change) : block
}

function mapFields<Owner extends { [field: string]: JsonValue | undefined }>(
  owner: Owner,
  fields: readonly string[],
  change: TextChange,
): Owner {
  let changed = owner
  for (const field of fields) {
    const before = owner[field]
    const after = mapField(field, before, change)
    if (after !== before) changed = { ...changed, [field]: after }
  }
  return changed
}

function mapField(field: string, value: JsonValue | undefined, change: TextChange): JsonValue | undefined {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return mapBlocks(value, change)
  return field === 'source' && isObject(value) ? mapFields(value, own(sourceFields, value.type), change) : value
}

function own(fields: { [type: string]: readonly string[] }, type: JsonValue | undefined): readonly string[] {
  return typeof type === 'string' && Object.hasOwn(fields, type) ? (fields[type] ?? []) : []
}
