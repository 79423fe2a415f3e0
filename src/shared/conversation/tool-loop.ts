// Answering tool calls with canned results, over and over, until the model stops.

import type { ConnectionKind } from '../connections/connection.ts'
import type { ContentBlock, Prompt } from '../prompt/prompt.ts'
import { toolName } from '../prompt/tools.ts'
import type { Run } from '../runs/run.ts'
import { isAnswered, isSameConversation, wholeAnswer, withAnswer, withUserTurn } from './answer-turn.ts'

export type LoopContext = {
  connectionKind: ConnectionKind
  /** Ids for the messages that a step adds. */
  newIds: readonly [answer: string, user: string]
}

/** What follows a run of the loop: a change of the prompt that is to be run, or the end and why. */
export type LoopStep = { kind: 'go'; apply: (prompt: Prompt) => Prompt } | { kind: 'end'; reason: string }

const end = (reason: string): LoopStep => ({ kind: 'end', reason })

/**
 * The next step of the loop after this run. The turn goes back as it came, thinking included; each of its calls is answered with
 * the canned result of its tool, and a paused turn simply goes on.
 */
export function loopStep(run: Run, prompt: Prompt, { connectionKind, newIds }: LoopContext): LoopStep {
  if (run.state !== 'completed')
    return end(run.state === 'stopped' ? 'You stopped it.' : 'The last run failed: what it says is below.')
  const { stop_reason } = run.response
  const content = wholeAnswer(run)
  if ((stop_reason !== 'tool_use' && stop_reason !== 'pause_turn') || content === null) {
    return end(stop_reason === null ? 'The model stopped.' : `The model stopped: ${stop_reason}.`)
  }
  if (run.promptId !== prompt.id) return end('Another prompt was opened.')
  if (isAnswered(prompt, run) || !isSameConversation(prompt, run, connectionKind)) {
    return end('The conversation was changed meanwhile.')
  }
  const [answerId, userId] = newIds
  if (stop_reason === 'pause_turn') {
    return { kind: 'go', apply: (changed) => withAnswer(changed, run, { id: answerId, content }) }
  }
  const answered = cannedResults(run, prompt)
  if (answered.results === null) return end(answered.missing)
  const { results } = answered
  return {
    kind: 'go',
    apply: (changed) =>
      withUserTurn(withAnswer(changed, run, { id: answerId, content }), { id: userId, content: results }),
  }
}

/** Whether every call of this run has a canned result. */
export function canAnswerCanned(run: Run, prompt: Prompt): boolean {
  return run.response.stop_reason === 'tool_use' && cannedResults(run, prompt).results !== null
}

/** The tools of the prompt that this run calls and that have no canned result, each once. */
export function toolsWithoutResult(run: Run, prompt: Prompt): string[] {
  const { tools } = prompt.settings
  const own = new Set(Array.isArray(tools) ? tools.map(toolName) : [])
  const called = run.response.content.flatMap(({ type, name }) =>
    type === 'tool_use' && typeof name === 'string' && own.has(name) ? [name] : [],
  )
  return [...new Set(called)].filter((name) => cannedText(prompt, name) === null)
}

/** What answers this call: the canned result of its tool, or `null` where it has none. */
export function cannedResult({ id, name }: ContentBlock, prompt: Prompt): ContentBlock | null {
  const result = typeof name === 'string' ? cannedText(prompt, name) : null
  if (!result || typeof id !== 'string') return null
  const block = { type: 'tool_result', tool_use_id: id, content: result.text }
  return result.isError ? { ...block, is_error: true } : block
}

const cannedText = ({ toolNotes }: Prompt, name: string) =>
  (toolNotes && Object.hasOwn(toolNotes, name) ? toolNotes[name]?.result : undefined) ?? null

type Canned = { results: ContentBlock[]; missing?: undefined } | { results: null; missing: string }

function cannedResults(run: Run, prompt: Prompt): Canned {
  const results: ContentBlock[] = []
  for (const call of run.response.content.filter(({ type }) => type === 'tool_use')) {
    const result = cannedResult(call, prompt)
    if (!result) return { results: null, missing: missingWords(call) }
    results.push(result)
  }
  return results.length === 0 ? { results: null, missing: 'No tool was called.' } : { results }
}

const missingWords = ({ name }: ContentBlock) =>
  `${typeof name === 'string' ? name : 'A tool'} has no canned result: give it one, or answer by hand.`
