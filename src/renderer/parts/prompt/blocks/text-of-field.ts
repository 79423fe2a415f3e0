import type { ContentBlock } from '#shared/prompt/prompt'

/** A field of a block that is text; empty where it is something else. */
export function textOfField(block: ContentBlock, field: string): string {
  const value = block[field]
  return typeof value === 'string' ? value : ''
}
