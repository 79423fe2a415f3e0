import type { ModelInfo } from './models.ts'
import type { ContentBlock, Prompt, PromptMessage } from './prompt.ts'
import type { Run } from './run.ts'
import { totalInputTokens } from './usage.ts'

/** Tokens are shared out by length, which is inexact: so much of the window stays free (Messages API reference, context budget). */
const margin = 0.02

/**
 * The oldest messages that have to go so that request and answer fit into the model's context window, by the tokens that a
 * run of this prompt counted. Whole turns only, a tool call never without its result, and the last turn stays. Empty where
 * nothing is known, or where that would not be enough.
 */
export function mutedToFit(prompt: Prompt, run: Run, model: ModelInfo | null): Set<string> {
  const window = model?.contextWindow ?? null
  if (window === null || !run.usage) return new Set()
  const room = window * (1 - margin) - prompt.settings.max_tokens
  const heard = prompt.messages.filter(({ muted }) => !muted)
  const lengths = new Map(heard.map((message) => [message.id, lengthOf(message.content)]))
  const whole = lengthOf(prompt.system) + [...lengths.values()].reduce((sum, length) => sum + length, 0)
  const tokensPerCharacter = totalInputTokens(run.usage) / Math.max(1, whole)

  const gone = new Set<string>()
  let tokens = totalInputTokens(run.usage)
  for (const turn of turnsOf(heard).slice(0, -1)) {
    if (tokens <= room) break
    for (const { id } of turn) {
      gone.add(id)
      tokens -= (lengths.get(id) ?? 0) * tokensPerCharacter
    }
  }
  return tokens <= room ? gone : new Set()
}

/** What belongs together: from a message of the user that answers no tool call to the one before the next such message. */
function turnsOf(messages: readonly PromptMessage[]): PromptMessage[][] {
  const turns: PromptMessage[][] = []
  for (const message of messages) {
    const last = turns.at(-1)
    if (!last || (message.role === 'user' && !holdsResults(message.content))) turns.push([message])
    else last.push(message)
  }
  return turns
}

function holdsResults(content: string | ContentBlock[]): boolean {
  return typeof content !== 'string' && content.some(({ type }) => type === 'tool_result')
}

function lengthOf(content: string | ContentBlock[]): number {
  return typeof content === 'string' ? content.length : JSON.stringify(content).length
}
