// R16 and R17: system messages in the middle of a conversation.
import { textOf } from '../prompt/prompt.ts'
import { safely, withMessage, withSystemText } from './edits.ts'
import type { Fix, Found, Rule } from './finding.ts'
import { isServerToolResult, type Reading, type SentMessage } from './reading.ts'
import { checkedAt, docs, hinted, messageField, refused } from './rule.ts'

const source = `${docs}build-with-claude/mid-conversation-system-messages`

const systemMessages = ({ special }: Reading) => special.filter(({ message }) => message.role === 'system')

const title = 'The system message will be refused'

/** What a message of the user may hold wherever it stands. */
const usersBlocks = new Set(['text', 'image', 'document', 'search_result'])

/** Into the system prompt, unless the conversation would then be empty or end with the assistant; or to the user. */
function ways({ sent }: Reading, one: SentMessage): Fix[] {
  const text = textOf(one.message.content)
  const isOnlyText = one.facts.blocks.every(({ type }) => type === 'text')
  const left = sent.filter((each) => each !== one).at(-1)
  const toSystem = safely('Move to system prompt', (prompt) =>
    withSystemText(
      withMessage(prompt, one.message.id, () => null),
      text,
    ),
  )
  const toUser = safely('Make it a user message', (prompt) =>
    withMessage(prompt, one.message.id, (message) => ({ ...message, role: 'user' })),
  )
  const canMove = isOnlyText && text !== '' && left !== undefined && left.message.role !== 'assistant'
  const canBeUser = one.facts.blocks.every(({ type }) => usersBlocks.has(type))
  return [...(canMove ? [toSystem] : []), ...(canBeUser ? [toUser] : [])]
}

/** R16 */
export const systemRoleRule: Rule = {
  id: 'system-role',
  covers: ['R16'],
  checks: 'Only some models take system messages among the messages.',
  severities: ['error', 'hint'],
  source,
  checkedAt,
  find: (_prompt, { model }, reading) => {
    const taken = model?.capabilities.systemRoleMessages
    if (!model || taken === true) return []
    return systemMessages(reading).map((one): Found => {
      const field = messageField(one.index)
      if (taken === null)
        return hinted(
          field,
          'The system message may be refused',
          `Nobody knows yet whether ${model.displayName} takes system messages.`,
          ways(reading, one),
        )
      return refused(
        field,
        title,
        `${model.displayName} takes no system messages; it takes the system prompt.`,
        ways(reading, one),
      )
    })
  },
}

/** R17 */
export const systemPlaceRule: Rule = {
  id: 'system-place',
  covers: ['R17'],
  checks: 'A system message stands right after a user’s turn, and last or before an assistant’s.',
  severities: ['error'],
  source,
  checkedAt,
  find: (_prompt, _context, reading) => {
    const { sent } = reading
    if (systemMessages(reading).length === 0) return []
    return sent.flatMap((one, place): Found[] => {
      if (one.message.role !== 'system') return []
      const reason = misplaced(sent[place - 1], sent[place + 1])
      return reason === null ? [] : [refused(messageField(one.index), title, reason, ways(reading, one))]
    })
  },
}

function misplaced(before: SentMessage | undefined, after: SentMessage | undefined): string | null {
  if (!before) return 'A system message cannot be the first; the system prompt is for that.'
  const end = before.facts.blocks.at(-1)
  const followsAnswer = before.message.role === 'assistant' && !(end && isServerToolResult(end.type))
  if (followsAnswer) return 'A system message must come right after a user message.'
  return after?.message.role === 'user'
    ? 'A system message must come last or before an assistant message; a user message follows.'
    : null
}

/** System messages hold text and nothing else. */
export const systemContentRule: Rule = {
  id: 'system-content',
  covers: ['R17'],
  checks: 'System messages hold text blocks only.',
  severities: ['error'],
  source,
  checkedAt,
  find: (_prompt, _context, reading) =>
    systemMessages(reading).flatMap((one) => {
      const { index, facts } = one
      const at = facts.blocks.findIndex(({ type }) => type !== 'text')
      if (at < 0) return []
      const reason = `A system message holds text only; this one holds ${facts.blocks[at]!.type}.`
      return [refused(messageField(index, at), title, reason, ways(reading, one))]
    }),
}

export const systemRoleRules: readonly Rule[] = [systemRoleRule, systemPlaceRule, systemContentRule]
