import type { PromptMessage } from '#shared/prompt/prompt'
import { isSameJson } from '#shared/text/same-json'

export type ToolCall = { id: string; name: string; isAnswered: boolean }

/** Every call of a tool that is sent, in order, and whether a result answers it. */
export function toolCalls(messages: readonly PromptMessage[]): ToolCall[] {
  const names = new Map<string, string>()
  const answered = new Set<string>()
  for (const { content, muted } of messages) {
    if (typeof content === 'string' || muted) continue
    for (const { type, id, name, tool_use_id } of content) {
      if (type === 'tool_use' && typeof id === 'string') names.set(id, typeof name === 'string' ? name : '')
      if (type === 'tool_result' && typeof tool_use_id === 'string') answered.add(tool_use_id)
    }
  }
  return [...names].map(([id, name]) => ({ id, name, isAnswered: answered.has(id) }))
}

/**
 * Reads the calls of a prompt again and again. It answers the very same list for as long as no call and no answer changes, and
 * looks into messages only where one with blocks did: what is typed elsewhere costs nothing.
 */
export function createCallReader(): (messages: readonly PromptMessage[]) => ToolCall[] {
  let before: readonly PromptMessage[] = []
  let known: ToolCall[] = []
  return (messages) => {
    const isSame = messages.length === before.length && messages.every((message, at) => isSameFor(message, before[at]))
    before = messages
    if (isSame) return known
    const found = toolCalls(messages)
    if (!isSameJson(found, known)) known = found
    return known
  }
}

function isSameFor(message: PromptMessage, before: PromptMessage | undefined): boolean {
  return message === before || (typeof message.content === 'string' && typeof before?.content === 'string')
}
