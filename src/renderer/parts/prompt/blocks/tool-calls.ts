import type { PromptMessage } from '#shared/prompt'

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
