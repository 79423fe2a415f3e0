// The texts of a prompt that can be looked for, in the order in which they are read, and how they are changed.
import type { ContentBlock, Prompt, PromptMessage } from '#shared/prompt/prompt'
import { isObject, type JsonObject, type JsonValue } from '#shared/text/json'
import { sourceKind } from '../../../parts/attachments/source-kinds.ts'
import { writeJson } from '../../../parts/json/json-text.ts'
import { type EditedKind, editedKind } from '../../../parts/prompt/blocks/edited-kind.ts'

/** What has the text: a message by its id. */
export type TextHolder = { kind: 'system' | 'prefill' | 'tool' } | { kind: 'message'; id: string }

/** Why a text is never changed by a replacement: it goes back as it came, or something else refers to it. */
export type FixedReason = 'thinking' | 'ids' | 'blocks that are JSON'

export type PromptText = {
  /** Names its field in the page, which has the attribute `data-text`. */
  key: string
  /** As its field shows it: `json` is a value written out. */
  text: string
  kind: 'text' | 'json' | 'tool-name'
  fixed: FixedReason | null
  holder: TextHolder
  /** From the message, or else from the prompt. */
  path: TextPath
}

export type TextPath = readonly (string | number)[]

/** All texts of a prompt: system prompt, messages, muted ones too, prefill, tools. */
export function* promptTexts(prompt: Prompt): Generator<PromptText> {
  yield* contentTexts(prompt.system, 'system', { holder: { kind: 'system' }, path: ['system'] })
  for (const message of prompt.messages) yield* messageTexts(message)
  yield text('prefill', prompt.prefill, { holder: { kind: 'prefill' }, path: ['prefill'] })
  yield* toolTexts(prompt.settings.tools)
}

/** The texts of a message stay the same as long as the message does. */
const known = new WeakMap<PromptMessage, PromptText[]>()

function messageTexts(message: PromptMessage): PromptText[] {
  const before = known.get(message)
  if (before) return before
  const at: Place = { holder: { kind: 'message', id: message.id }, path: ['content'] }
  const texts = [...contentTexts(message.content, `message:${message.id}`, at)]
  known.set(message, texts)
  return texts
}

type Place = { holder: TextHolder; path: TextPath }

const inside = ({ holder, path }: Place, ...steps: (string | number)[]): Place => ({
  holder,
  path: [...path, ...steps],
})

function text(key: string, value: string, place: Place, fixed: FixedReason | null = null): PromptText {
  return { key, text: value, kind: 'text', fixed, ...place }
}

function json(key: string, value: JsonValue, place: Place, fixed: FixedReason | null = null): PromptText {
  return { key, text: writeJson(value), kind: 'json', fixed, ...place }
}

function* contentTexts(content: string | ContentBlock[], group: string, place: Place): Generator<PromptText> {
  if (typeof content === 'string') yield text(group, content, place)
  else
    for (const [index, block] of content.entries()) yield* blockTexts(block, `${group}:${index}`, inside(place, index))
}

type BlockReader = (block: ContentBlock, group: string, place: Place) => Iterable<PromptText>

/** As the editors of the kinds show them. What nobody can read has no text: encrypted thinking, signatures, files. */
const readers: Record<EditedKind, BlockReader> = {
  text: (block, group, place) => field(block, 'text', group, place),
  image: (block, group, place) => sourceTexts(block.source, group, inside(place, 'source')),
  *document(block, group, place) {
    yield* sourceTexts(block.source, group, inside(place, 'source'))
    yield* field(block, 'title', `${group}:title`, place)
    yield* field(block, 'context', `${group}:context`, place)
  },
  *tool_use(block, group, place) {
    yield* field(block, 'name', `${group}:name`, place)
    yield* field(block, 'id', `${group}:id`, place, 'ids')
    yield json(`${group}:input`, block.input ?? {}, inside(place, 'input'))
  },
  *tool_result(block, group, place) {
    yield* field(block, 'tool_use_id', `${group}:tool_use_id`, place, 'ids')
    yield* innerTexts(block.content, group, inside(place, 'content'))
  },
  *search_result(block, group, place) {
    yield* field(block, 'title', `${group}:title`, place)
    yield* field(block, 'source', `${group}:source`, place)
    yield* innerTexts(block.content, group, inside(place, 'content'))
  },
  thinking: (block, group, place) => field(block, 'thinking', `${group}:thinking`, place, 'thinking'),
  redacted_thinking: () => [],
}

function blockTexts(block: ContentBlock, group: string, place: Place): Iterable<PromptText> {
  const kind = editedKind(block)
  return kind ? readers[kind](block, group, place) : [json(group, block, place, 'blocks that are JSON')]
}

function* field(
  owner: JsonObject,
  name: string,
  key: string,
  place: Place,
  fixed: FixedReason | null = null,
): Generator<PromptText> {
  const value = owner[name]
  if (typeof value === 'string') yield text(key, value, inside(place, name), fixed)
}

/** What a block holds in turn: one text, or blocks. */
function innerTexts(content: JsonValue | undefined, group: string, place: Place): Iterable<PromptText> {
  if (typeof content === 'string') return [text(group, content, place)]
  // Safe: what is no block is drawn as JSON, and read so here.
  return Array.isArray(content) ? contentTexts(content as ContentBlock[], `${group}:in`, place) : []
}

function* sourceTexts(source: JsonValue | undefined, group: string, place: Place): Generator<PromptText> {
  if (!isObject(source)) return
  const kind = sourceKind(source)
  if (kind === 'text') yield* field(source, 'data', `${group}:data`, place)
  if (kind === 'url') yield* field(source, 'url', `${group}:url`, place)
  if (kind === 'id') yield* field(source, 'file_id', `${group}:file_id`, place, 'ids')
  if (kind !== 'content') return
  const { content } = source
  const at = inside(place, 'content')
  if (typeof content === 'string') yield text(`${group}:data`, content, at)
  else yield* innerTexts(content, group, at)
}

function* toolTexts(tools: JsonValue | undefined): Generator<PromptText> {
  if (!Array.isArray(tools)) return
  for (const [index, tool] of tools.entries()) {
    const key = `tool:${index}`
    const place: Place = { holder: { kind: 'tool' }, path: ['settings', 'tools', index] }
    if (!isObject(tool) || !isOwnTool(tool)) {
      yield json(key, tool, place, 'blocks that are JSON')
      continue
    }
    for (const name of field(tool, 'name', `${key}:name`, place)) yield { ...name, kind: 'tool-name' }
    yield* field(tool, 'description', `${key}:description`, place)
    yield json(`${key}:schema`, tool.input_schema ?? {}, inside(place, 'input_schema'))
  }
}

/** Whether it is a function of the user's own, which has a form; those of Anthropic's are JSON. */
function isOwnTool({ type }: JsonObject): boolean {
  return type === undefined || type === null || type === 'custom'
}
