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
  return bondStates(prompt, kind).get(id) === 'broken'
}

/** Of every message that is sent and whose bond is known, by its id: whether the turns before it are still those of its bond. */
export function bondStates(prompt: Prompt, kind: ConnectionKind): ReadonlyMap<string, 'whole' | 'broken'> {
  const states = new Map<string, 'whole' | 'broken'>()
  if (!prompt.messages.some(({ bond }) => bond !== undefined)) return states
  const { messages } = buildRequest(prompt, kind).body
  const hash = createHash()
  hash.add('[')
  prompt.messages
    .filter(({ muted }) => !muted)
    .forEach(({ id, bond }, index) => {
      if (bond !== undefined) states.set(id, hash.endWith(']') === bond ? 'whole' : 'broken')
      hash.add(`${index > 0 ? ',' : ''}${JSON.stringify(messages[index])}`)
    })
  return states
}

function hashOf(sent: Sent): string {
  return createHash().endWith(JSON.stringify(sent))
}

/** Two 32-bit hashes of a text (FNV-1a with two primes): enough to notice an edit, and no protection against anybody. */
function createHash() {
  let state: [number, number] = [0x811c9dc5, 0x9e3779b9]
  return {
    add(text: string) {
      state = hashed(state, text)
    },
    /** The hash of all that was added and this, which is not. */
    endWith: (text: string) =>
      hashed(state, text)
        .map((part) => (part >>> 0).toString(16).padStart(8, '0'))
        .join(''),
  }
}

function hashed([one, other]: [number, number], text: string): [number, number] {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    one = Math.imul(one ^ code, 0x01000193)
    other = Math.imul(other ^ code, 0x85ebca6b)
  }
  return [one, other]
}
