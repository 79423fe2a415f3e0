// R18, and the form of the message list.
import type { ContentBlock, Prompt } from '../prompt/prompt.ts'
import { safely, withBlock, withMessage } from './edits.ts'
import type { Fix, Found, Rule } from './finding.ts'
import { fixMessageFormat } from './message-format.ts'
import { isServerToolResult, type Reading } from './reading.ts'
import { checkedAt, count, docs, hinted, messageField, refused, warned } from './rule.ts'

const source = `${docs}api/messages/create`
const mostMessages = 100_000

/** One message at least, 100,000 at most. */
export const messageCountRule: Rule = {
  id: 'message-count',
  covers: [],
  checks: 'A request has 1 to 100,000 messages.',
  severities: ['error'],
  source,
  checkedAt,
  find: (prompt, _context, { sent }) => {
    const messages = sent.length + (prompt.prefill === '' ? 0 : 1)
    if (messages > mostMessages)
      return [
        refused(
          'messages',
          'Too many messages',
          `At most ${count(mostMessages)} messages are taken; there are ${count(messages)}.`,
        ),
      ]
    if (messages > 0) return []
    const reason =
      prompt.messages.length > 0
        ? 'Every message is muted, and a request needs one.'
        : 'A request needs at least one message.'
    return [refused('messages', 'No message', reason)]
  },
}

const isEmptyText = ({ type, text }: ContentBlock) => type === 'text' && text === ''

/** Offered where something is left to send. */
const formatFix = ({ sent }: Reading): Fix[] =>
  sent.some(({ facts }) => facts.blocks.some((block) => !isEmptyText(block))) ? [fixMessageFormat] : []

/** R18 */
export const emptyContentRule: Rule = {
  id: 'empty-content',
  covers: ['R18'],
  checks: 'No message is empty except a last assistant’s, and no text block is.',
  severities: ['error'],
  source,
  checkedAt,
  find: (prompt, _context, reading) => {
    const last = prompt.prefill === '' ? reading.sent.at(-1) : undefined
    const fixes = formatFix(reading)
    const messages = reading.special.flatMap((one): Found[] => {
      const { content, role } = one.message
      if (content.length === 0) {
        if (role === 'assistant' && one === last) return []
        return [refused(messageField(one.index), 'An empty message will be refused', 'The message is empty.', fixes)]
      }
      const at = typeof content === 'string' ? -1 : content.findIndex(isEmptyText)
      return at < 0
        ? []
        : [refused(messageField(one.index, at), 'Empty text will be refused', 'The text block is empty.', fixes)]
    })
    const isEmptySystem = typeof prompt.system !== 'string' && prompt.system.some(isEmptyText)
    return isEmptySystem
      ? [
          ...messages,
          refused('system', 'Empty text will be refused', 'A text block of the system prompt is empty.', [
            withoutEmptySystem,
          ]),
        ]
      : messages
  },
}

const withoutEmptySystem = safely('Remove empty text', (prompt) =>
  typeof prompt.system === 'string'
    ? prompt
    : { ...prompt, system: prompt.system.filter((block) => !isEmptyText(block)) },
)

/** The API merges neighbours of one role; other servers may not. */
export const sameRoleRule: Rule = {
  id: 'same-role',
  covers: [],
  checks: 'Neighbouring messages of one role are read as one.',
  severities: ['hint'],
  source,
  checkedAt,
  isTidying: true,
  find: ({ messages }) => {
    const found: Found[] = []
    for (let index = 1; index < messages.length; index += 1) {
      const before = messages[index - 1]!
      const message = messages[index]!
      if (message.muted || before.muted || before.role !== message.role) continue
      const reason = `Two ${message.role} messages in a row are read as one; compatible servers may refuse them.`
      found.push(
        hinted(
          messageField(index),
          'Two messages of one role',
          reason,
          before.content.length > 0 && message.content.length > 0 ? [fixMessageFormat] : [],
        ),
      )
    }
    return found
  },
}

/** Accepted by the Claude API since 2024, refused by some other servers. */
export const userFirstRule: Rule = {
  id: 'user-first',
  covers: [],
  checks: 'The first message is a user’s: the API has taken an assistant’s, other servers refuse it.',
  severities: ['warning'],
  source: 'https://github.com/anthropics/anthropic-sdk-typescript/issues/622',
  checkedAt,
  find: (_prompt, _context, { sent }) => {
    const first = sent[0]
    if (first?.message.role !== 'assistant') return []
    const hasTools = first.facts.blocks.some(({ type }) => type === 'tool_use')
    const mute = safely('Mute message', (changed) =>
      withMessage(changed, first.message.id, (message) => ({ ...message, muted: true })),
    )
    const canMute = !hasTools && sent[1]?.message.role === 'user'
    const fixes = first.message.content.length > 0 ? [fixMessageFormat, ...(canMute ? [mute] : [])] : []
    return [
      warned(
        messageField(first.index),
        'The assistant speaks first',
        'Conversations begin with the user; an assistant’s first message may be refused.',
        fixes,
      ),
    ]
  },
}

const onlyAssistant = ['thinking', 'redacted_thinking', 'tool_use', 'server_tool_use']
const onlyUser = ['tool_result', 'image', 'search_result']
const owned = [...onlyAssistant, ...onlyUser]

/** Which role may send which kind of block. */
export const blockRoleRule: Rule = {
  id: 'block-role',
  covers: [],
  checks: 'Thinking and tool calls stand in assistant messages; images, tool results and search results in a user’s.',
  severities: ['error'],
  source,
  checkedAt,
  find: (_prompt, _context, { special }) =>
    special.flatMap(({ message, index, facts }) =>
      owned.every((type) => !facts.kinds.has(type)) && ![...facts.kinds].some(isServerToolResult)
        ? []
        : facts.blocks.flatMap((block, at): Found[] => {
            const owner = ownerOf(block)
            if (owner === null || message.role === 'system' || owner === message.role) return []
            const reason = `${block.type} blocks can only be in ${owner} messages; this one is in ${message.role === 'user' ? 'a user' : 'an assistant'} message.`
            return [
              refused(
                messageField(index, at),
                'The block will be refused',
                reason,
                removal(message.id, at, block, facts.blocks),
              ),
            ]
          }),
    ),
}

function ownerOf({ type }: ContentBlock): 'user' | 'assistant' | null {
  if (onlyAssistant.includes(type) || isServerToolResult(type)) return 'assistant'
  return onlyUser.includes(type) ? 'user' : null
}

/** By hand, since it loses the block; not where the message would be empty, or a tool's pair be torn. */
export function removal(id: string, at: number, { type }: ContentBlock, all: readonly ContentBlock[]): Fix[] {
  const isPaired = type === 'tool_use' || type === 'tool_result'
  if (all.length < 2 || isPaired) return []
  return [{ label: 'Remove block', isSafe: false, apply: (prompt: Prompt) => withBlock(prompt, id, at, () => null) }]
}

export const structureRules: readonly Rule[] = [
  messageCountRule,
  emptyContentRule,
  blockRoleRule,
  sameRoleRule,
  userFirstRule,
]
