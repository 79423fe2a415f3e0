// Thinking is bound by its signature to the turns before it. Only the API can read a signature, so what stood before an
// answer is remembered with the answer, as a short hash.
import type { ConnectionKind } from '../connections/connection.ts'
import { buildRequest, type MessagesRequest } from '../request/request.ts'
import { isThinking } from '../runs/stop-reason.ts'
import type { ContentBlock, Prompt } from './prompt.ts'

type Sent = MessagesRequest['body']['messages']

/** The hash of the turns that an answer followed, where the answer holds thinking; `undefined` where it holds none. */
export function bondOf(sent: Sent, content: string | readonly ContentBlock[]): string | undefined {
  if (typeof content === 'string' || !content.some(({ type }) => isThinking(type))) return undefined
  return hashOf(sent)
}

/** Whether the turns before a message differ from those that its thinking is bound to; `false` where those are not known. */
export function isBondBroken(prompt: Prompt, id: string, kind: ConnectionKind): boolean {
  const index = prompt.messages.findIndex((message) => message.id === id)
  const bond = prompt.messages[index]?.bond
  if (bond === undefined) return false
  const before = prompt.messages.slice(0, index).filter(({ muted }) => !muted).length
  return hashOf(buildRequest(prompt, kind).body.messages.slice(0, before)) !== bond
}

/** Two 32-bit hashes of the JSON (FNV-1a with two primes): enough to notice an edit, and no protection against anybody. */
function hashOf(sent: Sent): string {
  const text = JSON.stringify(sent)
  let [one, other] = [0x811c9dc5, 0x9e3779b9]
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    one = Math.imul(one ^ code, 0x01000193)
    other = Math.imul(other ^ code, 0x85ebca6b)
  }
  return [one, other].map((part) => (part >>> 0).toString(16).padStart(8, '0')).join('')
}
