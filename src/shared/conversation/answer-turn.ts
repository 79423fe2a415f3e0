import type { ConnectionKind } from '../connections/connection.ts'
import { type ContentBlock, isEmptyContent, type Prompt, type PromptMessage } from '../prompt/prompt.ts'
import { bondOf } from '../prompt/thinking-bond.ts'
import { asWritten } from '../prompt/variables.ts'
import { buildRequest } from '../request/request.ts'
import type { Run } from '../runs/run.ts'
import { isThinking } from '../runs/stop-reason.ts'
import { isSameJson } from '../text/same-json.ts'
import { toMessage } from './to-message.ts'

type Content = string | ContentBlock[]

/** What of a run its answer is made of. */
export type Answered = Pick<Run, 'response' | 'prefill' | 'request'>

/** The answer as it came, joined with its prefill, for a turn that is still open: nothing of it may be missing. */
export function wholeAnswer(run: Answered): Content | null {
  return toMessage(run)?.content ?? null
}

/**
 * The answer as a closed turn may be sent back: without thinking, which only an open tool loop needs (Messages API
 * reference, R28 and R29), and without calls that have no result. `null` where nothing is left.
 */
export function closedAnswer(run: Answered): Content | null {
  const content = run.response.content.filter((block) => isSendable(block, run.response.content))
  const message = toMessage({ prefill: run.prefill, response: { ...run.response, content } })
  return message && !isEmptyContent(message.content) ? message.content : null
}

/** Whether every block of the answer can stand in a turn that is over: no empty text, no call without its result. */
export function isClosed({ response: { content } }: Answered): boolean {
  return content.every((block) => isThinking(block.type) || isSendable(block, content))
}

function isSendable(block: ContentBlock, all: readonly ContentBlock[]): boolean {
  if (isThinking(block.type) || block.type === 'tool_use') return false
  if (block.type === 'text') return block.text !== ''
  if (!block.type.endsWith('_tool_use')) return true
  return all.some(({ tool_use_id }) => tool_use_id === block.id)
}

/**
 * The message of a prompt that is this answer already, whole or as a closed turn, as Add to messages makes it; `-1` where
 * there is none. It stands right behind what was sent, or last: an older turn may say the same.
 */
function indexOfAnswer(prompt: Prompt, run: Answered): number {
  const forms = [wholeAnswer(run), closedAnswer(run)].flatMap((form) =>
    form === null ? [] : [asWritten(prompt, form)],
  )
  const sent = run.request.body.messages.length - (run.prefill === '' ? 0 : 1)
  const heard = prompt.messages.filter(({ muted }) => !muted)
  const candidates = [heard[sent], heard.at(-1)]
  return prompt.messages.findLastIndex(
    (message) =>
      candidates.includes(message) &&
      message.role === 'assistant' &&
      forms.some((form) => isSameJson(form, message.content)),
  )
}

/** Whether something that is sent follows the answer in the prompt already. */
export function isAnswered(prompt: Prompt, run: Answered): boolean {
  const index = indexOfAnswer(prompt, run)
  return index >= 0 && prompt.messages.slice(index + 1).some(({ muted }) => !muted)
}

/**
 * The prompt with the answer as its last message, in this form; where it is there already, it takes this form. The prefill
 * is part of it, and `{{name}}` in it is text.
 */
export function withAnswer(
  prompt: Prompt,
  run: Answered,
  { id, ...message }: { id: string; content: Content },
): Prompt {
  const index = indexOfAnswer(prompt, run)
  const before = prompt.messages[index]
  const content = asWritten(prompt, message.content)
  const messages = before
    ? prompt.messages.with(index, { ...before, content })
    : [...prompt.messages, answerMessage(run, { id, content })]
  return { ...prompt, messages, prefill: '' }
}

/** The answer as a message, bound to the turns that it followed where it holds thinking. */
export function answerMessage(run: Answered, message: { id: string; content: Content }): PromptMessage {
  const { messages } = run.request.body
  const bond = bondOf(run.prefill === '' ? messages : messages.slice(0, -1), message.content)
  return { ...message, role: 'assistant', ...(bond === undefined ? {} : { bond }) }
}

/** The prompt without a last message that is the answer: as it was when the run was made. */
export function withoutAnswer(prompt: Prompt, run: Answered): Prompt {
  const index = indexOfAnswer(prompt, run)
  if (index < 0) return prompt
  return { ...prompt, messages: prompt.messages.toSpliced(index, 1) }
}

/** Adds a message of the user at the end. */
export function withUserTurn(prompt: Prompt, message: Pick<PromptMessage, 'id' | 'content'>): Prompt {
  return { ...prompt, messages: [...prompt.messages, { ...message, role: 'user' }] }
}

/** Whether the prompt would still send the conversation that this run answered, whatever its settings are now. */
export function isSameConversation(prompt: Prompt, run: Run, kind: ConnectionKind): boolean {
  const asItWas = { ...withoutAnswer(prompt, run), prefill: asWritten(prompt, run.prefill) }
  return isSameJson(buildRequest(asItWas, kind).body.messages, run.request.body.messages)
}
