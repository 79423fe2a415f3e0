// Which blocks have an editor of their own.
import type { ContentBlock } from '#shared/prompt/prompt'
import { isObject } from '#shared/text/json'
import { sourceKind } from '../../attachments/source-kinds.ts'

export type EditedKind = keyof typeof fits

/** What a block of each kind must hold to be drawn by its editor. */
const fits = {
  text: ({ text }) => typeof text === 'string',
  image: ({ source }) => ['file', 'url', 'id'].includes(sourceKind(source) ?? ''),
  document: ({ source }) => sourceKind(source) !== null,
  tool_use: ({ id, name, input }) => typeof id === 'string' && typeof name === 'string' && isObject(input),
  tool_result: ({ tool_use_id, content }) => typeof tool_use_id === 'string' && isContent(content),
  search_result: ({ source, title, content }) =>
    typeof source === 'string' && typeof title === 'string' && Array.isArray(content) && isContent(content),
  thinking: ({ thinking }) => typeof thinking === 'string',
  redacted_thinking: () => true,
} satisfies Record<string, (block: ContentBlock) => boolean>

/** Nothing yet, a text, or blocks. */
function isContent(content: ContentBlock['content']): boolean {
  if (content === undefined || typeof content === 'string') return true
  return Array.isArray(content) && content.every((block) => isObject(block) && typeof block.type === 'string')
}

/** The kind of a block that has an editor of its own; `null` for one that is shown as JSON. */
export function editedKind(block: ContentBlock): EditedKind | null {
  if (!Object.hasOwn(fits, block.type)) return null
  // Safe: just asked.
  const kind = block.type as EditedKind
  return fits[kind](block) ? kind : null
}
