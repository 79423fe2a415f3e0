import type { ContentBlock } from '../prompt/prompt.ts'
import type { Run } from '../runs/run.ts'

/**
 * The content of the assistant message that a run's answer becomes: prefill and text as one string where the answer is text
 * alone, else its blocks with the prefill in front of the first text. `null` where nothing came. The prefill is part of the
 * message then, so the prompt's own prefill has to be emptied in the same edit.
 */
export function toMessage({ response, prefill }: Pick<Run, 'response' | 'prefill'>): {
  content: string | ContentBlock[]
} | null {
  const { content } = response
  if (content.length === 0) return null
  if (content.every(isPlainText)) return { content: prefill + content.map(({ text }) => text).join('') }
  return { content: prefill === '' ? [...content] : withPrefill(content, prefill) }
}

/** A text block with nothing else in it that a string would lose, such as citations. */
function isPlainText(block: ContentBlock): block is ContentBlock & { type: 'text'; text: string } {
  const others = Object.entries(block).filter(
    ([field, value]) => field !== 'type' && field !== 'text' && !isNothing(value),
  )
  return block.type === 'text' && typeof block.text === 'string' && others.length === 0
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0)
}

function withPrefill(content: ContentBlock[], prefill: string): ContentBlock[] {
  const index = content.findIndex(({ type, text }) => type === 'text' && typeof text === 'string')
  const block = content[index]
  if (typeof block?.text !== 'string') return [{ type: 'text', text: prefill }, ...content]
  return content.with(index, { ...block, text: prefill + block.text })
}
