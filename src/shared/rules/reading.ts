import type { ContentBlock, Prompt, PromptMessage } from '../prompt.ts'
import type { Memory } from './memory.ts'

/** A message that is sent, and its place among all messages of the prompt. */
export type Sent = { message: PromptMessage; index: number; blocks: readonly ContentBlock[] }

/** A prompt as the rules see it, read once for all of them. */
export type Reading = { sent: readonly Sent[] }

/** Reads what of a prompt is sent. */
export function readPrompt(prompt: Prompt, _memory: Memory): Reading {
  const sent: Sent[] = []
  for (const [index, message] of prompt.messages.entries()) {
    if (!message.muted) sent.push({ message, index, blocks: blocksOf(message.content) })
  }
  return { sent }
}

/** Content as blocks: a string equals one text block. */
export function blocksOf(content: string | readonly ContentBlock[]): readonly ContentBlock[] {
  return typeof content === 'string' ? [{ type: 'text', text: content }] : content
}
