// R16 and R17: system messages in the middle of a conversation.
import { refuse } from '../api-error.ts'
import { blocksOf, isServerToolBlock, type Message } from '../request.ts'
import type { Rule } from './rule.ts'

/** R16 */
export const systemRoleSupported: Rule = ({ request, model }) => {
  if (model.capabilities.systemRoleMessages !== false) return
  if (request.messages.some(({ role }) => role === 'system')) refuse("role 'system' is not supported on this model")
}

/** R17: after a user turn (or a server tool's result), and last or before an assistant's. Neighbours count as one. */
export const systemRolePlace: Rule = ({ request: { messages } }) => {
  for (const [index, { role }] of messages.entries()) {
    if (role !== 'system') continue
    const before = messages[index - 1]
    const after = messages[index + 1]
    if (before === undefined)
      refuse(`messages.${index}: role 'system' cannot be the first message; use the top-level system parameter`)
    if (!mayPrecede(before)) refuse(`messages.${index}: role 'system' must come right after a 'user' message`)
    if (after?.role === 'user')
      refuse(`messages.${index}: role 'system' must precede an 'assistant' message or end the array`)
  }
}

function mayPrecede({ role, content }: Message): boolean {
  if (role !== 'assistant') return true
  const end = blocksOf(content).at(-1)
  return end !== undefined && isServerToolBlock(end) && end.type !== 'server_tool_use'
}

/** System messages hold text and nothing else. */
export const systemRoleContent: Rule = ({ request: { messages } }) => {
  for (const [index, { role, content }] of messages.entries()) {
    const other = blocksOf(content).findIndex(({ type }) => type !== 'text')
    if (role === 'system' && other >= 0) {
      refuse(`messages.${index}.content.${other}: role 'system' accepts only 'text' blocks`)
    }
  }
}
