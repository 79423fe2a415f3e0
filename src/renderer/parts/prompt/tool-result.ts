import type { ContentBlock } from '#shared/prompt'

/** A tool's result that is one text, or nothing yet. */
export type PlainResult = ContentBlock & { tool_use_id: string; content?: string }

/** Whether the block is a tool's result that is one text, or nothing yet. */
export function isPlainResult(block: ContentBlock): block is PlainResult {
  const { type, tool_use_id, content } = block
  return (
    type === 'tool_result' && typeof tool_use_id === 'string' && (content === undefined || typeof content === 'string')
  )
}
