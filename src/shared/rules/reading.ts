// A prompt as the rules see it: read once for all of them, and each message again only after it was edited.
import { attachmentsOf, dataBytesOf } from '../files/attachment.ts'
import { type SecretKind, secretsIn } from '../library/secret-kinds.ts'
import { secretsOfPlace } from '../library/secret-places.ts'
import type { ContentBlock, Prompt, PromptMessage } from '../prompt/prompt.ts'
import { isObject, type JsonObject, type JsonValue } from '../text/json.ts'
import type { Finding } from './finding.ts'
import type { Memory } from './memory.ts'

/** A block and where it stands: at which place of its message's content, or inside the block at that place. */
export type PlacedBlock = { block: ContentBlock; at: number; isNested: boolean }

/** What is worth knowing about a message. */
export type MessageFacts = {
  blocks: readonly ContentBlock[]
  /** Every block in order, those inside tool results, search results and documents after their parent. */
  placed: readonly PlacedBlock[]
  /** Nothing but a user's or assistant's text that is not empty and holds no secret: most rules look no further. */
  isPlain: boolean
  secrets: readonly SecretKind[]
  /** The kinds of its blocks, those inside others too: what a rule asks first. */
  kinds: ReadonlySet<string>
  /** Characters of every string, base64 payloads and stored files too, and some for what stands around them. */
  characters: number
}

/** A message that is sent, and its place among all messages of the prompt. */
export type SentMessage = { message: PromptMessage; index: number; facts: MessageFacts }

export type Reading = {
  /** The prompt as it is written; the one that is judged has its variables filled. */
  unfilled: Prompt
  sent: readonly SentMessage[]
  /** Those among them that hold more than plain text. */
  special: readonly SentMessage[]
  /** The messages in which a secret stands, muted ones too. */
  holders: readonly SentMessage[]
  /** Messages of one role in a row, which the API reads as one; the prefill is left aside. */
  turns: () => readonly Turn[]
  /** Of all that are sent: see `MessageFacts`. */
  characters: number
  system: readonly ContentBlock[]
  /** The errors of another prompt, judged in the same surroundings. */
  errorsOf: (prompt: Prompt) => readonly Finding[]
}

/**
 * Reads what of a prompt is sent.
 * @param prompt With its variables filled; `unfilled` is the same as it is written.
 */
export function readPrompt(prompt: Prompt, unfilled: Prompt, memory: Memory, errorsOf: Reading['errorsOf']): Reading {
  const { messages } = prompt
  // Of the very same messages too: they are judged again when the model changes, or once their tokens are counted.
  const read = memory.recall('messages', messages, () => readMessages(messages, memory))
  const { system } = prompt
  return {
    ...read,
    unfilled,
    system: system.length === 0 ? [] : blocksOf(system),
    errorsOf,
  }
}

type ReadMessages = Pick<Reading, 'sent' | 'special' | 'holders' | 'turns' | 'characters'>

function readMessages(messages: readonly PromptMessage[], memory: Memory): ReadMessages {
  const facts = memory.recallEach('message', messages, readMessage)
  const sent: SentMessage[] = []
  const special: SentMessage[] = []
  const holders: SentMessage[] = []
  let characters = 0
  for (let index = 0; index < messages.length; index += 1) {
    const message = messages[index]!
    const known = facts[index]!
    const holdsSecret = known !== plainText && known.secrets.length > 0
    if (message.muted && !holdsSecret) continue
    const one = new Sent(message, index, known)
    if (holdsSecret) holders.push(one)
    if (message.muted) continue
    sent.push(one)
    if (known !== plainText && !known.isPlain) special.push(one)
    characters += known === plainText ? charactersIn(message.content) : known.characters
  }
  let turns: readonly Turn[] | null = null
  return {
    sent,
    special,
    holders,
    turns: () => {
      turns ??= turnsOf(sent)
      return turns
    },
    characters,
  }
}

/** What is remembered of a message that is a plain text: a long conversation has thousands, so nothing is made that nobody asks for. */
const plainText = Symbol('a plain text')

function readMessage({ content, role }: PromptMessage): MessageFacts | typeof plainText {
  if (typeof content === 'string' && content !== '' && role !== 'system') {
    const secrets = secretsIn(content)
    if (secrets.length === 0) return plainText
  }
  const blocks = blocksOf(content)
  const secrets = secretsOfPlace(content)
  const isPlain = content.length > 0 && role !== 'system' && secrets.length === 0 && blocks.every(isPlainText)
  const placed = isPlain ? [] : placedBlocks(blocks)
  const kinds = isPlain ? plainKinds : new Set(placed.map(({ block }) => block.type))
  const characters = charactersIn(content) + (isPlain ? 0 : charactersOfFiles(content))
  return { blocks, placed, isPlain, secrets, kinds, characters }
}

class Sent implements SentMessage {
  readonly message: PromptMessage
  readonly index: number
  #known: MessageFacts | typeof plainText
  constructor(message: PromptMessage, index: number, known: MessageFacts | typeof plainText) {
    this.message = message
    this.index = index
    this.#known = known
  }
  get facts(): MessageFacts {
    if (this.#known === plainText) this.#known = factsOfText(this.message.content)
    return this.#known
  }
}

function factsOfText(content: PromptMessage['content']): MessageFacts {
  return {
    blocks: blocksOf(content),
    placed: nothingPlaced,
    isPlain: true,
    secrets: noSecrets,
    kinds: plainKinds,
    characters: charactersIn(content),
  }
}

const nothingPlaced: readonly PlacedBlock[] = []
const noSecrets: readonly SecretKind[] = []

/** What stored files will take in the request that leaves. */
function charactersOfFiles(content: PromptMessage['content']): number {
  return attachmentsOf({ messages: [{ content }] }).reduce((sum, source) => sum + dataBytesOf(source), 0)
}

function isPlainText(block: ContentBlock): boolean {
  return block.type === 'text' && typeof block.text === 'string' && block.text !== '' && Object.keys(block).length === 2
}

const plainKinds: ReadonlySet<string> = new Set(['text'])

/** Characters of every string in some JSON, and some for its keys and signs. */
export function charactersIn(value: unknown): number {
  if (typeof value === 'string') return value.length + 2
  if (typeof value !== 'object' || value === null) return 8
  return Object.entries(value).reduce((sum, [key, inner]) => sum + key.length + 4 + charactersIn(inner), 2)
}

/** Content as blocks: a string equals one text block, the empty one too. */
export function blocksOf(content: string | readonly ContentBlock[]): readonly ContentBlock[] {
  return typeof content === 'string' ? [{ type: 'text', text: content }] : content
}

function placedBlocks(blocks: readonly ContentBlock[]): PlacedBlock[] {
  const inside = (block: ContentBlock, at: number): PlacedBlock[] =>
    nestedBlocks(block).flatMap((nested) => [{ block: nested, at, isNested: true }, ...inside(nested, at)])
  return blocks.flatMap((block, at) => [{ block, at, isNested: false }, ...inside(block, at)])
}

const holders = ['tool_result', 'search_result', 'document']

/** The blocks inside a tool result, a search result or a document. */
export function nestedBlocks(block: ContentBlock): ContentBlock[] {
  if (!holders.includes(block.type)) return []
  const content = block.type === 'document' ? objectOr(block.source).content : block.content
  return Array.isArray(content) ? content.filter(isBlock) : []
}

function isBlock(value: JsonValue): value is ContentBlock {
  return isObject(value) && typeof value.type === 'string'
}

/** An object as it is, anything else as an empty one. */
export function objectOr(value: JsonValue | undefined): JsonObject {
  return isObject(value) ? value : {}
}

/** Every string in some JSON, keys aside, one to a line; base64 payloads are no text. */
export function textsOf(value: JsonValue | undefined | readonly ContentBlock[]): string {
  const texts: string[] = []
  const visit = (part: unknown): void => {
    if (typeof part === 'string') texts.push(part)
    else if (Array.isArray(part)) part.forEach(visit)
    else if (typeof part === 'object' && part !== null) {
      for (const [key, inner] of Object.entries(part)) if (key !== 'data' && key !== 'signature') visit(inner)
    }
  }
  visit(value)
  return texts.join('\n')
}

/** What a server tool leaves in an assistant's turn: its call, or its result. */
export function isServerToolBlock({ type }: ContentBlock): boolean {
  return type === 'server_tool_use' || isServerToolResult(type)
}

/** Whether this kind of block is the result of a server tool, such as `web_search_tool_result`. */
export function isServerToolResult(type: string): boolean {
  return type.endsWith('_tool_result') && type !== 'tool_result'
}

/** Whether a block is one of the two kinds of thinking. */
export function isThinking({ type }: ContentBlock): boolean {
  return type === 'thinking' || type === 'redacted_thinking'
}

/** Messages of one role in a row: the API reads them as one. */
export type Turn = { role: string; messages: SentMessage[] }

function turnsOf(sent: readonly SentMessage[]): Turn[] {
  const turns: Turn[] = []
  let last: Turn | undefined
  for (const one of sent) {
    if (last?.role === one.message.role) last.messages.push(one)
    else {
      last = { role: one.message.role, messages: [one] }
      turns.push(last)
    }
  }
  return turns
}
