// A conversation cut into what may only be left out together.
import type { ContentBlock, PromptMessage } from '../prompt/prompt.ts'

/**
 * The turns of a conversation in order: each begins with a message of the user that answers no tool call, and holds all up
 * to the next such message. Turns that a tool call and its result tie together are one. What stands before the first
 * message of the user belongs to the first turn.
 */
export function turnsOf(messages: readonly PromptMessage[]): PromptMessage[][] {
  const turns: PromptMessage[][] = []
  for (const message of messages) {
    const last = turns.at(-1)
    const begins =
      message.role === 'user' && !holds(message, 'tool_result') && last?.some(({ role }) => role === 'user')
    if (!last || begins) turns.push([message])
    else last.push(message)
  }
  return tied(turns)
}

/** Joins each turn that answers a call of an earlier one with all from there on. */
function tied(turns: PromptMessage[][]): PromptMessage[][] {
  const turnOfCall = new Map<string, number>()
  const joined: PromptMessage[][] = []
  for (const turn of turns) {
    const asked = turn.flatMap(({ content }) => idsIn(content, 'tool_use_id'))
    // What was joined meanwhile is further to the front than it was.
    const from = asked.reduce((least, id) => Math.min(least, turnOfCall.get(id) ?? least), joined.length)
    joined.push([...joined.splice(from).flat(), ...turn])
    for (const id of turn.flatMap(({ content }) => idsIn(content, 'id'))) turnOfCall.set(id, joined.length - 1)
  }
  return joined
}

function holds({ content }: PromptMessage, type: string): boolean {
  return typeof content !== 'string' && content.some((block) => block.type === type)
}

function idsIn(content: string | ContentBlock[], field: 'id' | 'tool_use_id'): string[] {
  if (typeof content === 'string') return []
  return content.flatMap((block) => {
    const id = block[field]
    return typeof id === 'string' ? [id] : []
  })
}
