// "Fix message format": empty messages gone, neighbours of one role joined, the user first.
import type { ContentBlock, Prompt, PromptMessage } from '../prompt/prompt.ts'
import { textOf } from '../prompt/prompt.ts'
import { freshId, safely, withSystemText } from './edits.ts'
import type { Fix } from './finding.ts'
import { blocksOf } from './reading.ts'

/** What stands in for a user's turn that nobody wrote. */
const filler = 'Continue.'

/** The one fix for the form of the message list. Muted messages stay where they are, and part their neighbours. */
export const fixMessageFormat: Fix = safely('Fix message format', fixedFormat)

/** The prompt with its messages in the form that every server takes; unchanged where they hold nothing to send. */
export function fixedFormat(prompt: Prompt): Prompt {
  const sent = prompt.messages.filter(({ muted }) => !muted)
  if (!sent.some((message) => withoutEmptyText(message) !== null)) return prompt
  return userFirst({ ...prompt, messages: joined(filled(prompt)) })
}

function isEmptyText({ type, text }: ContentBlock): boolean {
  return type === 'text' && text === ''
}

/** A message without its empty text blocks; `null` when nothing is left. */
function withoutEmptyText(message: PromptMessage): PromptMessage | null {
  const { content } = message
  if (content.length === 0) return null
  if (typeof content === 'string' || !content.some(isEmptyText)) return message
  const kept = content.filter((block) => !isEmptyText(block))
  return kept.length === 0 ? null : { ...message, content: kept }
}

/**
 * Without what is empty. A user's turn that something rests on is filled: the last one, before which an answer would become
 * a prefill, and one before a system message.
 */
function filled({ messages, prefill }: Prompt): PromptMessage[] {
  const kept: PromptMessage[] = []
  for (const [index, message] of messages.entries()) {
    const whole = message.muted ? message : withoutEmptyText(message)
    const next = messages.slice(index + 1).find((later) => !later.muted && withoutEmptyText(later) !== null)
    const carries = next ? next.role === 'system' : prefill === ''
    const before = kept.findLast(({ muted }) => !muted)
    if (whole) kept.push(whole)
    else if (message.role === 'user' && carries && before?.role !== 'user') kept.push({ ...message, content: filler })
  }
  return kept
}

function joined(messages: readonly PromptMessage[]): PromptMessage[] {
  const kept: PromptMessage[] = []
  for (const message of messages) {
    const last = kept.at(-1)
    if (!last || last.muted || message.muted || last.role !== message.role) kept.push(message)
    else kept[kept.length - 1] = { ...last, content: joinedContent(last.content, message.content) }
  }
  return kept
}

/** Strings stay a string; blocks are put one after another, a user's tool results first. */
function joinedContent(first: PromptMessage['content'], second: PromptMessage['content']): PromptMessage['content'] {
  if (typeof first === 'string' && typeof second === 'string') return `${first}\n\n${second}`
  const blocks = [...blocksOf(first), ...blocksOf(second)]
  const isResult = ({ type }: ContentBlock) => type === 'tool_result'
  return [...blocks.filter(isResult), ...blocks.filter((block) => !isResult(block))]
}

/** Leading system messages become part of the system prompt; before a leading assistant a user asks. */
function userFirst(prompt: Prompt): Prompt {
  const place = prompt.messages.findIndex(({ muted }) => !muted)
  const first = prompt.messages[place]
  if (first?.role === 'system' && textOf(first.content) !== '') {
    const messages = prompt.messages.filter((message) => message !== first)
    if (messages.some(({ muted }) => !muted))
      return userFirst(withSystemText({ ...prompt, messages }, textOf(first.content)))
  }
  if (first?.role !== 'assistant') return prompt
  const asked: PromptMessage = { id: freshId(prompt, 'first'), role: 'user', content: filler }
  return { ...prompt, messages: [...prompt.messages.slice(0, place), asked, ...prompt.messages.slice(place)] }
}
