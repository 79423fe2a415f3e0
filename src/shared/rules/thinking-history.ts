// R28 and R29: thinking that is sent back.
import type { Prompt } from '../prompt/prompt.ts'
import { bondStates } from '../prompt/thinking-bond.ts'
import { doNotSend, safely, withSetting } from './edits.ts'
import type { Fix, Found, Rule } from './finding.ts'
import { isThinking, type MessageFacts, type Reading, type SentMessage } from './reading.ts'
import { checkedAt, docs, hinted, messageField, refused, warned } from './rule.ts'

const source = `${docs}build-with-claude/extended-thinking`

const holdsThinking = ({ kinds }: MessageFacts) => kinds.has('thinking') || kinds.has('redacted_thinking')

const hasType = ({ facts }: SentMessage, type: string) => facts.kinds.has(type)

/** The place in `sent` where the turns begin that still wait for a tool's result to be answered; past the end when none does. */
function openLoopStart({ sent }: Reading): number {
  const last = sent.at(-1)
  if (last?.message.role !== 'user' || !hasType(last, 'tool_result')) return sent.length
  const question = sent.findLastIndex((one) => one.message.role === 'user' && !hasType(one, 'tool_result'))
  return question + 1
}

/** Leaves thinking out of these messages; one that holds nothing else is muted. */
function withoutThinking(prompt: Prompt, ids: ReadonlySet<string>): Prompt {
  const messages = prompt.messages.map((message) => {
    if (!ids.has(message.id) || typeof message.content === 'string') return message
    const content = message.content.filter((block) => !isThinking(block))
    return content.length > 0 ? { ...message, content } : { ...message, muted: true }
  })
  return { ...prompt, messages }
}

/** Offered where something is still sent afterwards. */
function leaveOut(reading: Reading, from: readonly SentMessage[]): Fix[] {
  const emptied = from.filter(({ facts }) => facts.blocks.every(isThinking))
  if (emptied.length === reading.sent.length) return []
  const ids = new Set(from.map(({ message }) => message.id))
  return [safely('Leave thinking out', (prompt) => withoutThinking(prompt, ids))]
}

/** R28, R29 */
export const thinkingHistoryRule: Rule = {
  id: 'thinking-history',
  covers: ['R28', 'R29'],
  checks:
    'Thinking of earlier turns is refused once it, or on some models anything before it, was edited; it can be left out.',
  severities: ['warning', 'hint'],
  source,
  checkedAt,
  find: (prompt, { model, connectionKind }, reading) => {
    const thinking = reading.special.filter(
      ({ message, facts }) => message.role === 'assistant' && holdsThinking(facts),
    )
    if (thinking.length === 0) return []
    const open = reading.sent[openLoopStart(reading)]
    const holding = thinking.filter(({ index }) => !open || index < open.index)
    const latest = reading.sent.findLast(({ message }) => message.role === 'assistant')
    const check = model?.capabilities.thinkingPrefixCheck ?? 'none'
    const fixes = leaveOut(reading, holding)
    const bonds = check === 'none' ? null : bondStates(prompt, connectionKind)
    return holding.map((one): Found => {
      const field = messageField(one.index, one.facts.blocks.findIndex(isThinking))
      const bond = bonds?.get(one.message.id)
      if (model !== null && bond === 'broken') {
        const reason = `What stood before this thinking was edited since, and ${model.displayName} takes it only behind the turns that it came after.`
        return warned(field, 'Thinking may be refused', reason, fixes)
      }
      if (bond === 'whole') {
        const reason =
          'It goes back as it came, behind the turns that it came after. It is not needed there and may be billed.'
        return hinted(field, 'Thinking is not needed', reason, fixes)
      }
      if (model !== null && check !== 'none') {
        const reason = `${model.displayName} refuses this thinking if anything before it was edited, and it is not needed here.`
        return warned(field, 'Thinking may be refused', reason, fixes)
      }
      if (one === latest) {
        const reason =
          'Thinking of the latest answer is refused unless it is exactly as it came, and it is not needed here.'
        return warned(field, 'Thinking may be refused', reason, fixes)
      }
      return hinted(
        field,
        'Thinking is not needed',
        'Thinking of an earlier turn is not needed and may be billed.',
        fixes,
      )
    })
  },
}

/** A response cannot continue a thought. */
export const thinkingLastRule: Rule = {
  id: 'thinking-last',
  covers: ['R28'],
  checks: 'A last assistant message does not end in thinking.',
  severities: ['error'],
  source,
  checkedAt,
  find: (_prompt, _context, reading) => {
    const last = reading.sent.at(-1)
    const end = last?.facts.blocks.at(-1)
    if (last?.message.role !== 'assistant' || !end || !isThinking(end)) return []
    const reason = `The last message ends in a ${end.type} block, and a response cannot continue a thought.`
    const field = messageField(last.index, last.facts.blocks.length - 1)
    return [refused(field, 'Thinking at the end will be refused', reason, leaveOut(reading, [last]))]
  },
}

/** With `enabled`, the turn whose tool call is being answered still begins with its thought. */
export const thinkingKeptRule: Rule = {
  id: 'thinking-kept',
  covers: ['R28'],
  checks: 'With thinking enabled, the turn whose tool call is answered begins with its thinking.',
  severities: ['error'],
  source,
  checkedAt,
  find: ({ settings: { thinking } }, { model }, { sent }) => {
    const [caller, answer] = sent.slice(-2)
    if (thinking?.type !== 'enabled' || !caller || !answer || !hasType(answer, 'tool_result')) return []
    const first = caller.facts.blocks[0]
    if (!hasType(caller, 'tool_use') || !first || isThinking(first)) return []
    const reason = `With thinking enabled, the turn whose tool call is answered must begin with its thinking; it begins with ${first.type}.`
    const useAdaptive = safely('Use adaptive', (prompt) => withSetting(prompt, 'thinking', { type: 'adaptive' }))
    // Where a model thinks by default, leaving the field out changes what is asked of it.
    const isDefault = model?.capabilities.thinking.default === 'adaptive'
    const withoutIt = isDefault ? useAdaptive : doNotSend('thinking', 'Do not send thinking')
    return [refused(messageField(caller.index, 0), 'A turn without its thinking will be refused', reason, [withoutIt])]
  },
}

export const thinkingHistoryRules: readonly Rule[] = [thinkingHistoryRule, thinkingLastRule, thinkingKeptRule]
