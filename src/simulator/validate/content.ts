// R18 and what kinds of block each role may send; version rules 2 and 3.
import { refuse } from '../api-error.ts'
import { blocksOf } from '../request.ts'
import { placedBlocks, type Rule } from './rule.ts'

const MAX_MESSAGES = 100_000

/** One message at least, 100,000 at most. */
export const messageCount: Rule = ({ request: { messages } }) => {
  if (messages.length === 0) refuse('messages: at least one message is required')
  if (messages.length > MAX_MESSAGES) refuse(`messages: List should have at most ${MAX_MESSAGES} items`)
}

/** R18 */
export const nonEmpty: Rule = ({ request: { messages, system } }) => {
  for (const [index, { role, content }] of messages.entries()) {
    const isFinalAssistant = role === 'assistant' && index === messages.length - 1
    if (content.length === 0 && !isFinalAssistant) {
      refuse(
        `messages.${index}: all messages must have non-empty content except for the optional final assistant message`,
      )
    }
    const blocks = typeof content === 'string' ? [] : content
    if (blocks.some(({ type, text }) => type === 'text' && text === ''))
      refuse('messages: text content blocks must be non-empty')
  }
  const hasEmptySystem = typeof system !== 'string' && blocksOf(system).some(({ text }) => text === '')
  if (hasEmptySystem) refuse('system: text content blocks must be non-empty')
}

const ONLY_ASSISTANT = ['thinking', 'redacted_thinking', 'tool_use', 'server_tool_use']
const ONLY_USER = ['tool_result', 'image', 'search_result']

/** Which role may send which kind of block. */
export const blocksByRole: Rule = ({ request }) => {
  for (const { block, path, role, isNested } of placedBlocks(request)) {
    if (isNested) continue
    if (role === 'user' && (ONLY_ASSISTANT.includes(block.type) || isServerResult(block.type))) {
      refuse(`${path}: \`${block.type}\` blocks can only be in \`assistant\` messages`)
    }
    if (role === 'assistant' && ONLY_USER.includes(block.type)) {
      refuse(`${path}: \`${block.type}\` blocks can only be in \`user\` messages`)
    }
  }
}

const isServerResult = (type: string) => type.endsWith('_tool_result') && type !== 'tool_result'

/** Version rules 2 and 3: what 2026-10-21 no longer takes. */
export const versionContent: Rule = ({ request, version }) => {
  if (version !== '2026-10-21') return
  for (const { block, path, role, isNested } of placedBlocks(request)) {
    if (role === 'assistant' && block.type === 'document' && !isNested) {
      refuse(`${path}: \`document\` blocks are not permitted in \`assistant\` messages`)
    }
    const citations = block.type === 'text' ? block.citations : null
    if (role === 'user' && Array.isArray(citations) && citations.length > 0) {
      refuse(`${path}.text.citations: Extra inputs are not permitted`)
    }
  }
}
