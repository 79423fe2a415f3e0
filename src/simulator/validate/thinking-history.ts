// R28 and R29: thinking sent back must be what was received, in the conversation that it was received in.
import { refuse } from '../api-error.ts'
import { hashOf } from '../random.ts'
import { blocksOf, isThinking, isToolResult, isToolUse } from '../request.ts'
import { conversationHash, readSignature } from '../signature.ts'
import type { Rule } from './rule.ts'

const MODIFIED =
  '`thinking` or `redacted_thinking` blocks in the latest assistant message cannot be modified. These blocks must remain as they were in the original response.'

/** Every thinking block carries a signature that the simulator wrote over it, and on some models over what came before. */
export const thinkingHistory: Rule = ({ request: { messages }, model }) => {
  const latest = messages.findLastIndex(({ role }) => role === 'assistant')
  // A simulated account is a new one, so `accounts-created-from-…` applies to it.
  const checksPrefix = (model.capabilities.thinkingPrefixCheck ?? 'none') !== 'none'
  for (const [index, { content }] of messages.entries()) {
    for (const [at, block] of blocksOf(content).entries()) {
      const invalid = (kind: string) => `messages.${index}.content.${at}: Invalid ${kind}`
      // The simulator issues no redacted thinking, so none can be its own.
      if (block.type === 'redacted_thinking') refuse(invalid('`data` in `redacted_thinking` block'))
      if (!isThinking(block)) continue
      const signed = readSignature(block.signature)
      if (signed === null) return refuse(invalid('`signature` in `thinking` block'))
      if (signed.shown !== hashOf(block.thinking))
        refuse(index === latest ? MODIFIED : invalid('`signature` in `thinking` block'))
      if (checksPrefix && signed.prefix !== conversationHash(messages.slice(0, index))) {
        refuse(
          invalid(
            '`signature` in `thinking` block. The block is bound to a different conversation and cannot be used in this one.',
          ),
        )
      }
    }
  }
}

/** A response cannot continue a thought. */
export const thinkingNotLast: Rule = ({ request: { messages } }) => {
  const last = messages.at(-1)
  const end = blocksOf(last?.content).at(-1)
  if (last?.role !== 'assistant' || (end?.type !== 'thinking' && end?.type !== 'redacted_thinking')) return
  refuse(`messages.${messages.length - 1}: The final block in an assistant message cannot be \`${end.type}\`.`)
}

/** With manual thinking, the turn whose tool call is being answered must still begin with its thought. */
export const thinkingKeptInToolLoop: Rule = ({ request: { messages, thinking } }) => {
  const answered = messages.at(-1)
  const caller = messages.at(-2)
  if (thinking?.type !== 'enabled' || !blocksOf(answered?.content).some(isToolResult)) return
  const blocks = blocksOf(caller?.content)
  const first = blocks[0]?.type
  if (!blocks.some(isToolUse) || first === 'thinking' || first === 'redacted_thinking') return
  refuse(
    `messages.${messages.length - 2}.content.0.type: Expected \`thinking\` or \`redacted_thinking\`, but found \`${first}\`. When \`thinking\` is enabled, a final \`assistant\` message must start with a thinking block.`,
  )
}
