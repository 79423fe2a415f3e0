// What is done with a whole conversation: begin anew, go back to a turn, try another way from there.
import { isEmptyContent, type Prompt } from '../prompt/prompt.ts'

/** The same system prompt, settings, tools and prefill, with one empty message of the user in place of the conversation. */
export function asNewConversation(prompt: Prompt, messageId: string): Prompt {
  return { ...prompt, messages: [{ id: messageId, role: 'user', content: '' }] }
}

/** Whether a new conversation would be anything but the one that is there. */
export function hasConversation({ messages }: Prompt): boolean {
  const [first, ...others] = messages
  return others.length > 0 || first?.role !== 'user' || !isEmptyContent(first.content) || first.muted === true
}

/**
 * The conversation as it was before the model answered at this message: a turn of the assistant goes, with all that follows;
 * any other stays as the last one. The very prompt where the message is not in it.
 */
export function beforeAnswerAt(prompt: Prompt, messageId: string): Prompt {
  const index = prompt.messages.findIndex(({ id }) => id === messageId)
  if (index < 0) return prompt
  const end = prompt.messages[index]?.role === 'assistant' ? index : index + 1
  return end === prompt.messages.length ? prompt : { ...prompt, messages: prompt.messages.slice(0, end) }
}

/**
 * A prompt of its own with the conversation up to this message, the message included. A prefill stays only where it can
 * follow: not behind a turn of the assistant.
 * @param names The names that are taken.
 */
export function branchAt(prompt: Prompt, messageId: string, newId: string, names: readonly string[]): Prompt {
  const index = prompt.messages.findIndex(({ id }) => id === messageId)
  const messages = index < 0 ? prompt.messages : prompt.messages.slice(0, index + 1)
  const endsInAnswer = messages.at(-1)?.role === 'assistant'
  return {
    ...prompt,
    id: newId,
    name: branchName(prompt.name, names),
    messages,
    prefill: endsInAnswer ? '' : prompt.prefill,
  }
}

/** `Parent, branch 1`, or the next number that is free; a branch of a branch is named after the same parent. */
function branchName(parent: string, names: readonly string[]): string {
  const stem = parent.replace(/, branch \d+$/, '')
  for (let number = 1; ; number += 1) {
    const name = `${stem}, branch ${number}`
    if (!names.includes(name)) return name
  }
}
