// R6 to R9: when the response may continue a last assistant message, as the Prefill field or as the last message.
import { thinkingIsOn } from '../models/models.ts'
import type { Prompt } from '../prompt/prompt.ts'
import { doNotSend, safely, withMessage, withOutputConfig, withSetting } from './edits.ts'
import type { Fix, Found, Rule, RuleContext } from './finding.ts'
import { conversions } from './prefill-conversions.ts'
import { isServerToolBlock, isThinking, type Reading, type SentMessage } from './reading.ts'
import { checkedAt, docs, hinted, messageField, refused } from './rule.ts'

/** A text that the response would continue: the Prefill field, or a run of last assistant messages. */
export type PrefillPlace = { field: string; run: readonly SentMessage[]; isField: boolean }

/** Where the response would continue a text; none where the last message only pauses, or breaks another rule. */
export function prefillPlaces(prompt: Prompt, { sent }: Reading): PrefillPlace[] {
  const field: PrefillPlace[] = prompt.prefill === '' ? [] : [{ field: 'prefill', run: [], isField: true }]
  const afterRun = sent.findLastIndex(({ message }) => message.role !== 'assistant')
  const run = sent.slice(afterRun + 1)
  const last = run.at(-1)
  const end = last?.facts.blocks.at(-1)
  if (last === undefined) return field
  const isElse = end !== undefined && (isServerToolBlock(end) || isThinking(end) || end.type === 'tool_use')
  return isElse ? field : [...field, { field: messageField(last.index), run, isField: false }]
}

const title = 'Prefill will be refused'

function judge(prompt: Prompt, context: RuleContext, reading: Reading, reason: string, more: Fix[] = []): Found[] {
  return prefillPlaces(prompt, reading).map((place) =>
    refused(place.field, title, reason, [...conversions(prompt, context, reading, place), ...more]),
  )
}

/** R6 */
export const prefillModelRule: Rule = {
  id: 'prefill-model',
  covers: ['R6'],
  checks: 'Models from Claude 4.6 on do not continue an assistant message: the last message is a user’s.',
  severities: ['error', 'hint'],
  source: `${docs}api/errors#prefill-not-supported`,
  checkedAt,
  find: (prompt, context, reading) => {
    const { model } = context
    if (model === null || model.capabilities.prefill === true) return []
    if (model.capabilities.prefill === null)
      return prefillPlaces(prompt, reading).map(({ field }) =>
        hinted(field, 'Prefill may be refused', `Nobody knows yet whether ${model.displayName} takes prefill.`),
      )
    const reason = `${model.displayName} does not continue an assistant message: the last message must be the user's.`
    return judge(prompt, context, reading, reason)
  },
}

/** R7 */
export const prefillThinkingRule: Rule = {
  id: 'prefill-thinking',
  covers: ['R7'],
  checks: 'No prefill while the model thinks.',
  severities: ['error'],
  source: `${docs}build-with-claude/extended-thinking`,
  checkedAt,
  find: (prompt, context, reading) => {
    const { model } = context
    const { thinking } = prompt.settings
    if (model?.capabilities.prefill !== true || !thinkingIsOn(model, thinking)) return []
    const reason = `Prefill cannot be combined with thinking, and thinking is ${typeof thinking?.type === 'string' ? thinking.type : 'on by default'}.`
    const turnOff =
      model.capabilities.thinking.default === 'disabled'
        ? doNotSend('thinking', 'Do not send thinking')
        : safely('Turn thinking off', (changed) => withSetting(changed, 'thinking', { type: 'disabled' }))
    return judge(prompt, context, reading, reason, [turnOff])
  },
}

/** R8 */
export const prefillFormatRule: Rule = {
  id: 'prefill-format',
  covers: ['R8'],
  checks: 'No prefill together with an output format.',
  severities: ['error'],
  source: `${docs}build-with-claude/structured-outputs`,
  checkedAt,
  find: (prompt, context, reading) => {
    if (!prompt.settings.output_config?.format) return []
    const reason =
      'Prefill cannot be combined with output_config.format: the format already decides how the answer begins.'
    const withoutFormat = safely('Do not send the format', (changed) => withOutputConfig(changed, 'format', undefined))
    return judge(prompt, context, reading, reason, [withoutFormat])
  },
}

/** R9 */
export const prefillTailRule: Rule = {
  id: 'prefill-tail',
  covers: ['R9'],
  checks: 'A prefill does not end in white space.',
  severities: ['error'],
  source: `${docs}api/messages/create`,
  checkedAt,
  find: (prompt, _context, { sent }) => {
    const reason = 'The prefill ends in white space, which the API refuses.'
    if (prompt.prefill !== '') {
      if (!/\s$/.test(prompt.prefill)) return []
      const trim = safely('Trim the end', (changed) => ({ ...changed, prefill: changed.prefill.trimEnd() }))
      const isLeft = sent.length > 0 || prompt.prefill.trim() !== ''
      return [refused('prefill', title, reason, isLeft ? [trim] : [])]
    }
    const last = sent.at(-1)
    const end = last?.message.role === 'assistant' ? last.facts.blocks.at(-1) : undefined
    if (!last || end?.type !== 'text' || typeof end.text !== 'string' || !/\s$/.test(end.text)) return []
    const trim = safely('Trim the end', (changed) => withMessage(changed, last.message.id, trimmedEnd))
    return [refused(messageField(last.index), title, reason, [trim])]
  },
}

function trimmedEnd(message: Prompt['messages'][number]): Prompt['messages'][number] {
  const { content } = message
  if (typeof content === 'string') return { ...message, content: content.trimEnd() }
  const end = content.at(-1)
  if (end === undefined || typeof end.text !== 'string') return message
  const text = end.text.trimEnd()
  const before = content.slice(0, -1)
  return { ...message, content: text === '' ? before : [...before, { ...end, text }] }
}

export const prefillRules: readonly Rule[] = [prefillModelRule, prefillThinkingRule, prefillFormatRule, prefillTailRule]
