import type { ConnectionKind } from '../connections/connection.ts'
import type { ContentBlock, Prompt } from '../prompt/prompt.ts'
import type { Run } from '../runs/run.ts'
import { isThinking } from '../runs/stop-reason.ts'
import { isObject } from '../text/json.ts'
import {
  closedAnswer,
  isAnswered,
  isClosed,
  isSameConversation,
  wholeAnswer,
  withAnswer,
  withUserTurn,
} from './answer-turn.ts'

/** How an answer can be followed by what the user says next, or why it cannot. */
export type NextTurn =
  | {
      kind: 'ready'
      /** The answer as it goes back. */
      answer: string | ContentBlock[]
      /** The one call that is open: what the user says is its result. */
      call: { id: string; name: string } | null
      leavesOutThinking: boolean
    }
  | { kind: 'refused'; reason: string }

/**
 * How the user can speak next; `null` where there is nothing to follow, and where the conversation is not the one that was
 * answered. The answer goes back as it came, thinking and tool blocks too, as far as the API takes it so: thinking is bound
 * to its model and to what it followed, and a turn that broke off may hold half of one (Messages API reference, R28, R29).
 */
export function nextTurn(run: Run, prompt: Prompt, connection: ConnectionKind): NextTurn | null {
  if (run.state === 'running' || run.promptId !== prompt.id) return null
  if (isAnswered(prompt, run) || !isSameConversation(prompt, run, connection)) return null
  const { content, stop_reason } = run.response
  if (stop_reason === 'pause_turn') return { kind: 'refused', reason: 'The turn is paused: let it go on first.' }
  const calls = content.filter(({ type }) => type === 'tool_use')
  if (calls.length > 0) return afterCalls(run, calls)
  const hasThinking = content.some(({ type }) => isThinking(type))
  const isWhole = run.state === 'completed' && run.request.body.model === prompt.model && isClosed(run)
  const answer = isWhole ? wholeAnswer(run) : closedAnswer(run)
  if (answer === null || content.every(({ type }) => isThinking(type))) return null
  return { kind: 'ready', answer, call: null, leavesOutThinking: hasThinking && !isWhole }
}

/** The turn of an open call goes back as it came, and what is typed is the call's result. */
function afterCalls(run: Run, calls: readonly ContentBlock[]): NextTurn {
  const [call] = calls
  const answer = wholeAnswer(run)
  if (calls.length > 1) {
    return {
      kind: 'refused',
      reason: `The answer waits for ${calls.length} tool results: answer the tool calls first.`,
    }
  }
  if (!answer || run.state !== 'completed' || typeof call?.id !== 'string' || !isObject(call.input)) {
    return { kind: 'refused', reason: 'The tool call was cut off, so it cannot be answered.' }
  }
  const name = typeof call.name === 'string' ? call.name.slice(0, 100) : 'the tool'
  return { kind: 'ready', answer, call: { id: call.id, name }, leavesOutThinking: false }
}

/** The prompt with the answer, and behind it what the user says next. */
export function withNextTurn(
  prompt: Prompt,
  run: Run,
  turn: NextTurn & { kind: 'ready' },
  said: { text: string; answerId: string; userId: string },
): Prompt {
  const content = turn.call ? [{ type: 'tool_result', tool_use_id: turn.call.id, content: said.text }] : said.text
  const answered = withAnswer(prompt, run, { id: said.answerId, content: turn.answer })
  return withUserTurn(answered, { id: said.userId, content })
}
