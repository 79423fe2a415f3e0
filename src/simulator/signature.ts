// A thinking block's signature carries what the block is bound to, so that a changed one is known again: after a
// restart too, without a memory that grows.
import { createHash } from 'node:crypto'
import { hashOf } from './random.ts'
import { blocksOf, type Message, omit } from './request.ts'

/** What a signature says: hash of the thinking as shown, hash of the conversation before it, its tokens. */
export type SignedThinking = { shown: string; prefix: string; tokens: number }

const VERSION = 'antiphon-simulator-1'

const checksum = (payload: string) => createHash('sha256').update(`${VERSION}:${payload}`).digest('base64url')

/** The signature of a thinking block. */
export function signThinking(thinking: string, before: readonly Message[], tokens: number): string {
  const signed: SignedThinking = { shown: hashOf(thinking), prefix: conversationHash(before), tokens }
  const payload = Buffer.from(JSON.stringify(signed)).toString('base64url')
  return `${payload}.${checksum(payload)}`
}

/** What a signature binds, or `null` when the simulator did not write it. */
export function readSignature(signature: string): SignedThinking | null {
  const [payload = '', sum] = signature.split('.')
  if (sum !== checksum(payload)) return null
  return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as SignedThinking
}

/**
 * Hash of a conversation as a model reads it: neighbours of one role merged, strings as blocks, cache marks and earlier
 * thinking left out (both may be dropped without editing a turn).
 */
export function conversationHash(messages: readonly Message[]): string {
  const turns: { role: string; content: object[] }[] = []
  for (const { role, content } of messages) {
    const blocks = blocksOf(content).filter(({ type }) => type !== 'thinking' && type !== 'redacted_thinking')
    const read = blocks.map((block) => omit(block, 'cache_control'))
    const last = turns.at(-1)
    if (last?.role === role) last.content.push(...read)
    else turns.push({ role, content: read })
  }
  return hashOf(turns)
}
