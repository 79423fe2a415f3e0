import { type ComponentType, type LazyExoticComponent, Suspense } from 'react'
import type { ContentBlock } from '#shared/prompt/prompt'
import { lazyPart } from '../../../ui/lazy-part.ts'
import type { BlockPlace } from '../edits/block-edits.ts'
import { type EditedKind, editedKind } from './edited-kind.ts'
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

const ThinkingBlock = lazyPart(async () => (await import('./thinking-block.tsx')).ThinkingBlock)

/** Each kind of block with its editor; anything else is JSON. */
const editors: Record<EditedKind, Editor> = {
  text: TextBlock,
  image: lazyPart(async () => (await import('../../attachments/image-block.tsx')).ImageBlock),
  document: lazyPart(async () => (await import('../../attachments/document-block.tsx')).DocumentBlock),
  tool_use: lazyPart(async () => (await import('./tool-use-block.tsx')).ToolUseBlock),
  tool_result: lazyPart(async () => (await import('./tool-result-block.tsx')).ToolResultBlock),
  search_result: lazyPart(async () => (await import('./search-result-block.tsx')).SearchResultBlock),
  thinking: ThinkingBlock,
  redacted_thinking: ThinkingBlock,
}

/** What a block holds, by its kind. */
export function BlockEditor(props: BlockEditorProps) {
  const kind = editedKind(props.block)
  const Editor = kind ? editors[kind] : JsonBlock
  return (
    <Suspense>
      <Editor {...props} />
    </Suspense>
  )
}
