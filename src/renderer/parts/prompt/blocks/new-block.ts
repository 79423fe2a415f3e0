import type { ContentBlock, Role } from '#shared/prompt/prompt'
import { ownField } from '#shared/text/json'

/** What blocks are added to: it decides which kinds are offered. */
export type BlockHolder = Role | 'system-prompt' | 'tool_result' | 'search_result' | 'document'

const blockNames: Record<string, string> = {
  text: 'Text',
  image: 'Image',
  document: 'Document',
  tool_use: 'Tool use',
  tool_result: 'Tool result',
  search_result: 'Search result',
  thinking: 'Thinking',
  redacted_thinking: 'Redacted thinking',
}

/** What a kind of block is called; `undefined` for one that has no editor of its own. */
export const blockName = (type: string): string | undefined => ownField(blockNames, type)

/** The kinds that the API takes there (Messages API reference, content blocks); the empty one is any block, as JSON. */
const taken: Record<BlockHolder, readonly string[]> = {
  user: ['text', 'image', 'document', 'tool_result', 'search_result', ''],
  assistant: ['text', 'tool_use', ''],
  system: ['text', ''],
  'system-prompt': ['text'],
  tool_result: ['text', 'image', 'document', 'search_result'],
  search_result: ['text'],
  document: ['text', 'image'],
}

const all = ['text', 'image', 'document', 'tool_use', 'tool_result', 'search_result', '']

/** What may be added, in the order of the menu; what the API does not take from this role is marked, and can be added too. */
export function addable(holder: BlockHolder): { type: string; isTaken: boolean }[] {
  const types = holder === 'user' || holder === 'assistant' || holder === 'system' ? all : taken[holder]
  return types.map((type) => ({ type, isTaken: taken[holder].includes(type) }))
}

/**
 * A new block of a kind, to be filled in.
 * @param openCalls The ids of calls that no result answers yet: a new result answers the first.
 */
export function newBlock(type: string, newId: () => string, openCalls: readonly string[] = []): ContentBlock {
  switch (type) {
    case 'image':
      return { type, source: { type: 'url', url: '' } }
    case 'document':
      return { type, source: { type: 'text', media_type: 'text/plain', data: '' } }
    case 'tool_use':
      return { type, id: `toolu_${newId().replaceAll('-', '').slice(0, 24)}`, name: '', input: {} }
    case 'tool_result':
      return { type, tool_use_id: openCalls[0] ?? '', content: '' }
    case 'search_result':
      return { type, source: '', title: '', content: [{ type: 'text', text: '' }] }
    case 'text':
      return { type, text: '' }
    default:
      return { type }
  }
}
