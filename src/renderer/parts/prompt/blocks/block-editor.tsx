import { type ComponentType, type LazyExoticComponent, Suspense } from 'react'
import type { ContentBlock } from '#shared/prompt/prompt'
import { isObject } from '#shared/text/json'
import { lazyPart } from '../../../ui/lazy-part.ts'
import { sourceKind } from '../../attachments/source-kinds.ts'
import type { BlockPlace } from '../edits/block-edits.ts'
import { JsonBlock } from './json-block.tsx'
import { TextBlock } from './text-block.tsx'

export type BlockEditorProps = {
  place: BlockPlace
  index: number
  block: ContentBlock
  /** The accessible name of the block's text, such as `Message 2 text`. */
  label: string
  /** Keystrokes with the same group are one step of undo. */
  group: string
}

type Editor = ComponentType<BlockEditorProps> | LazyExoticComponent<ComponentType<BlockEditorProps>>

/** Each kind of block with its editor, and what a block must hold to be drawn by it; anything else is JSON. */
const editors: Record<string, { Editor: Editor; fits: (block: ContentBlock) => boolean }> = {
  text: { Editor: TextBlock, fits: ({ text }) => typeof text === 'string' },
  image: {
    Editor: lazyPart(async () => (await import('../../attachments/image-block.tsx')).ImageBlock),
    fits: ({ source }) => ['file', 'url', 'id'].includes(sourceKind(source) ?? ''),
  },
  document: {
    Editor: lazyPart(async () => (await import('../../attachments/document-block.tsx')).DocumentBlock),
    fits: ({ source }) => sourceKind(source) !== null,
  },
  tool_use: {
    Editor: lazyPart(async () => (await import('./tool-use-block.tsx')).ToolUseBlock),
    fits: ({ id, name, input }) => typeof id === 'string' && typeof name === 'string' && isObject(input),
  },
  tool_result: {
    Editor: lazyPart(async () => (await import('./tool-result-block.tsx')).ToolResultBlock),
    fits: ({ tool_use_id, content }) => typeof tool_use_id === 'string' && isContent(content),
  },
  search_result: {
    Editor: lazyPart(async () => (await import('./search-result-block.tsx')).SearchResultBlock),
    fits: ({ source, title, content }) =>
      typeof source === 'string' && typeof title === 'string' && Array.isArray(content) && isContent(content),
  },
  thinking: {
    Editor: lazyPart(async () => (await import('./thinking-block.tsx')).ThinkingBlock),
    fits: ({ thinking }) => typeof thinking === 'string',
  },
  redacted_thinking: {
    Editor: lazyPart(async () => (await import('./thinking-block.tsx')).ThinkingBlock),
    fits: () => true,
  },
}

/** Nothing yet, a text, or blocks. */
function isContent(content: ContentBlock['content']): boolean {
  if (content === undefined || typeof content === 'string') return true
  return Array.isArray(content) && content.every((block) => isObject(block) && typeof block.type === 'string')
}

/** Whether a block has an editor of its own; the others are shown as JSON. */
export function hasEditor(block: ContentBlock): boolean {
  return Object.hasOwn(editors, block.type) && editors[block.type]!.fits(block)
}

/** What a block holds, by its kind. */
export function BlockEditor(props: BlockEditorProps) {
  const Editor = hasEditor(props.block) ? editors[props.block.type]!.Editor : JsonBlock
  return (
    <Suspense>
      <Editor {...props} />
    </Suspense>
  )
}
