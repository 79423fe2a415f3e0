import { type ContentBlock, isEmptyContent } from '#shared/prompt/prompt'
import { isObject, type JsonObject, type JsonValue } from '#shared/text/json'
import { muteMessage, type PromptEdit, setContent, type TextPlace } from './prompt-edits.ts'

type Content = string | ContentBlock[]

/** The field of a block that holds blocks in turn: a tool's or search result's content, or the source of a document. */
export type InnerField = 'content' | 'source.content'

/** What holds blocks: the system prompt, a message, or a block in one of them. */
export type BlockPlace = TextPlace | { kind: 'block'; parent: BlockPlace; index: number; field: InnerField }

/** Changes the content of a place; a change that answers what it was given changes nothing. */
export function changeContent(place: BlockPlace, change: (content: Content) => Content): PromptEdit {
  if (place.kind === 'system') return (prompt) => setContent(place, change(prompt.system))(prompt)
  if (place.kind === 'message') {
    return (prompt) => {
      const message = prompt.messages.find(({ id }) => id === place.id)
      return message ? setContent(place, change(message.content))(prompt) : prompt
    }
  }
  return changeBlock(place.parent, place.index, (block) => {
    const before = innerContent(block, place.field)
    const after = change(before)
    return after === before ? block : withInner(block, place.field, after)
  })
}

/** What a block holds in this field: nothing yet is an empty list. */
export function innerContent(block: ContentBlock, field: InnerField): Content {
  const holder = field === 'content' ? block : isObject(block.source) ? block.source : {}
  const { content } = holder
  // Safe: whatever stands in a content list is drawn by its type, and as JSON where it has none.
  return typeof content === 'string' || Array.isArray(content) ? (content as Content) : []
}

function withInner(block: ContentBlock, field: InnerField, content: Content): ContentBlock {
  if (field === 'content') return { ...block, content }
  return { ...block, source: { ...(isObject(block.source) ? block.source : {}), content } }
}

/** Changes one block of a place's content; a string has none. */
export function changeBlock(
  place: BlockPlace,
  index: number,
  change: (block: ContentBlock) => ContentBlock,
): PromptEdit {
  return changeContent(place, (content) => {
    const before = typeof content === 'string' ? undefined : content[index]
    if (typeof content === 'string' || !before) return content
    const after = change(before)
    return after === before ? content : content.with(index, after)
  })
}

/** Replaces the text of one text block and keeps its other fields (citations, cache marks). */
export function setBlockText(place: BlockPlace, index: number, text: string): PromptEdit {
  return changeBlock(place, index, (block) => (block.text === text ? block : { ...block, text }))
}

/** Changes some fields of one block and keeps the others, in their order; `undefined` takes a field out. */
export function setBlockFields(
  place: BlockPlace,
  index: number,
  fields: { [name: string]: JsonValue | undefined },
): PromptEdit {
  return changeBlock(place, index, (block) => {
    if (Object.entries(fields).every(([name, value]) => Object.is(block[name], value))) return block
    const entries = Object.entries({ ...block, ...fields }).filter(([, value]) => value !== undefined)
    // Safe: the block keeps its type, and every value left is JSON.
    return Object.fromEntries(entries) as ContentBlock
  })
}

/** Puts a block in. A string becomes a text block before it; a tool's result stands before everything else, as the API asks. */
export function addBlock(place: BlockPlace, block: ContentBlock): PromptEdit {
  return changeContent(place, (content) => {
    const blocks = asBlocks(content)
    const index = block.type === 'tool_result' ? blocks.findLastIndex(isToolResult) + 1 : blocks.length
    return blocks.toSpliced(index, 0, block)
  })
}

const isToolResult = ({ type }: ContentBlock) => type === 'tool_result'

/** Content as blocks: a string equals one text block, an empty one none. */
export function asBlocks(content: Content): ContentBlock[] {
  if (typeof content !== 'string') return content
  return content === '' ? [] : [{ type: 'text', text: content }]
}

/** Puts a block back that was taken out, or in at any place. */
export function insertBlock(place: BlockPlace, index: number, block: ContentBlock): PromptEdit {
  return changeContent(place, (content) => asBlocks(content).toSpliced(index, 0, block))
}

export function deleteBlock(place: BlockPlace, index: number): PromptEdit {
  return changeContent(place, (content) =>
    typeof content === 'string' || index >= content.length ? content : content.toSpliced(index, 1),
  )
}

/** Puts a copy of a block right behind it. */
export function duplicateBlock(place: BlockPlace, index: number): PromptEdit {
  return changeContent(place, (content) => {
    const block = typeof content === 'string' ? undefined : content[index]
    return typeof content === 'string' || !block ? content : content.toSpliced(index + 1, 0, { ...block })
  })
}

/** Moves a block by `steps` places, negative is up; it stops at the ends. */
export function moveBlock(place: BlockPlace, index: number, steps: number): PromptEdit {
  return changeContent(place, (content) => {
    const block = typeof content === 'string' ? undefined : content[index]
    if (typeof content === 'string' || !block) return content
    const to = Math.min(Math.max(index + steps, 0), content.length - 1)
    return to === index ? content : content.toSpliced(index, 1).toSpliced(to, 0, block)
  })
}

/** The text that blocks could be again without losing anything; `null` where they could not. */
export function plainText(content: Content): string | null {
  if (typeof content === 'string') return null
  if (isEmptyContent(content)) return ''
  const [block] = content
  if (content.length > 1 || block?.type !== 'text' || typeof block.text !== 'string') return null
  return Object.keys(block).length === 2 ? block.text : null
}

/** Makes blocks that are one plain text a string again. */
export function backToPlainText(place: BlockPlace): PromptEdit {
  return changeContent(place, (content) => plainText(content) ?? content)
}

/** How long what stands before a breakpoint is kept. */
export type CacheTime = '5m' | '1h'

/** Sets or takes away the cache breakpoint of a block; the other fields of a mark that is there are kept. */
export function setCacheMark(place: BlockPlace, index: number, time: CacheTime | null): PromptEdit {
  return changeBlock(place, index, (block) => {
    if (cacheTime(block) === time) return block
    const { cache_control: before, ...others } = block
    // Safe: only the mark was taken out.
    if (time === null) return others as ContentBlock
    const { ttl: _ttl, ...mark }: JsonObject = isObject(before) ? before : { type: 'ephemeral' }
    return { ...block, cache_control: time === '5m' ? mark : { ...mark, ttl: time } }
  })
}

/** The time of a block's cache breakpoint, five minutes where it names none; `null` without one. */
export function cacheTime({ cache_control: mark }: ContentBlock): CacheTime | null {
  if (!isObject(mark)) return null
  return mark.ttl === '1h' ? '1h' : '5m'
}

/** Whether a block may carry a cache breakpoint: thinking and empty text may not (Messages API reference, content blocks). */
export function mayBeMarked({ type, text }: ContentBlock): boolean {
  return type !== 'thinking' && type !== 'redacted_thinking' && !(type === 'text' && text === '')
}

/** Marks the end of a place's content: its last block that may carry a breakpoint. A string becomes a block. */
export function markEnd(place: BlockPlace, time: CacheTime | null): PromptEdit {
  return (prompt) => {
    let at = -1
    const asked = changeContent(place, (content) => {
      const blocks = asBlocks(content)
      at = blocks.findLastIndex(mayBeMarked)
      return at < 0 ? content : blocks
    })(prompt)
    return at < 0 ? prompt : setCacheMark(place, at, time)(asked)
  }
}

/** Takes a thinking block out; a message that holds nothing else is muted instead, since an empty one is refused. */
export function stripThinking(place: BlockPlace, index: number): PromptEdit {
  if (place.kind !== 'message') return deleteBlock(place, index)
  return (prompt) => {
    const message = prompt.messages.find(({ id }) => id === place.id)
    const isAll = typeof message?.content !== 'string' && message?.content.length === 1
    return isAll ? muteMessage(place.id, true)(prompt) : deleteBlock(place, index)(prompt)
  }
}
