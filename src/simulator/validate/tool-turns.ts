// A tool's call is answered in the very next message, and nothing else is answered there.
import { refuse } from '../api-error.ts'
import { blocksOf, isToolResult, isToolUse, type Message } from '../request.ts'
import type { Rule } from './rule.ts'

/** Every tool_use has its tool_result at the head of the next message, and every tool_result its tool_use before. */
export const toolTurns: Rule = ({ request: { messages } }) => {
  const turns = mergeNeighbours(messages)
  checkUniqueIds(turns)
  for (const [at, turn] of turns.entries()) {
    const calls = at > 0 ? callsOf(turns[at - 1]!) : []
    checkResults(turn, calls)
    checkAnswered(turn, turns[at + 1])
  }
}

/** Messages of one role in a row are one turn; `index` is that of the first. */
type Turn = { role: string; index: number; content: ReturnType<typeof blocksOf> }

function mergeNeighbours(messages: readonly Message[]): Turn[] {
  const turns: Turn[] = []
  for (const [index, { role, content }] of messages.entries()) {
    const last = turns.at(-1)
    if (last?.role === role) last.content = [...last.content, ...blocksOf(content)]
    else turns.push({ role, index, content: blocksOf(content) })
  }
  return turns
}

const callsOf = ({ content }: Turn) => content.filter(isToolUse).map(({ id }) => id)

function checkUniqueIds(turns: readonly Turn[]) {
  const ids = turns.flatMap(callsOf)
  if (new Set(ids).size < ids.length) refuse('messages: `tool_use` ids must be unique')
}

function checkResults({ index, content }: Turn, calls: readonly string[]) {
  const answered: string[] = []
  for (const [at, block] of content.entries()) {
    if (!isToolResult(block)) continue
    const { tool_use_id: id } = block
    if (!calls.includes(id)) {
      refuse(
        `messages.${index}.content.${at}: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${id}. Each \`tool_result\` block must have a corresponding \`tool_use\` block in the previous message.`,
      )
    }
    if (answered.includes(id)) {
      refuse(
        `messages.${index}.content.${at}: each tool_use must have a single result. Found multiple \`tool_result\` blocks with id: ${id}`,
      )
    }
    answered.push(id)
  }
}

function checkAnswered(turn: Turn, next: Turn | undefined) {
  const content = next?.content ?? []
  const end = content.findIndex((block) => !isToolResult(block))
  const answered = content.slice(0, end < 0 ? content.length : end).filter(isToolResult)
  const open = callsOf(turn).filter((id) => !answered.some((result) => result.tool_use_id === id))
  if (open.length === 0) return
  refuse(
    `messages.${turn.index}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${open.join(', ')}. Each \`tool_use\` block must have a corresponding \`tool_result\` block in the next message.`,
  )
}
