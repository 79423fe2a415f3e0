// Messages far from the visible part of a long list: one element has the text of many of them, so that the browser finds it and
// a screen reader reads it.
import { type PromptMessage, textOf } from '#shared/prompt/prompt'

/** Of a longer text so much is there, as in the text that stands for an editor. */
const previewLength = 20_000
const between = '\n\n'

/** The text of all of these messages. */
export function farText(messages: readonly PromptMessage[]): string {
  return messages.map(wordsOf).join(between)
}

/** Which message a character of `farText` belongs to, and where that begins. */
export function messageAt(messages: readonly PromptMessage[], offset: number): { id: string; start: number } | null {
  let start = 0
  for (const message of messages) {
    const end = start + wordsOf(message).length + between.length
    if (offset < end) return { id: message.id, start }
    start = end
  }
  return null
}

/** A card without its text, and the gap after it. */
const framePx = 56
const linePx = 20
const lineLength = 80
/** An editor grows no higher: text-editor.module.css. */
const mostTextPx = 480

/** Roughly how high the cards of these messages are, until they have been drawn: pixels. */
export function roughHeight(messages: readonly PromptMessage[]): number {
  return messages.reduce((sum, { content }) => {
    const lines = typeof content === 'string' ? content.length / lineLength : 4 * content.length
    return sum + framePx + Math.min(mostTextPx, linePx * Math.ceil(lines))
  }, 0)
}

function wordsOf({ content }: PromptMessage): string {
  return textOf(content).slice(0, previewLength)
}
