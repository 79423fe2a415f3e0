import type { ModelInfo } from '../models/models.ts'
import type { ContentBlock, Prompt } from '../prompt/prompt.ts'
import type { Run } from '../runs/run.ts'
import { totalInputTokens } from '../runs/usage.ts'
import { fitToBudget, roomForInput } from './fit-budget.ts'

/**
 * The oldest messages that have to go so that request and answer fit into the model's context window, by the tokens that a
 * run of this prompt counted, shared out by length. Empty where nothing is known, or where that would not be enough.
 */
export function mutedToFit(prompt: Prompt, run: Run, model: ModelInfo | null): Set<string> {
  const room = roomForInput(model, prompt.settings.max_tokens)
  if (room === null || !run.usage) return new Set()
  const total = totalInputTokens(run.usage)
  const heard = prompt.messages.filter(({ muted }) => !muted)
  const lengths = heard.map(({ id, content }) => [id, lengthOf(content)] as const)
  const whole = lengths.reduce((sum, [, length]) => sum + length, lengthOf(prompt.system))
  const tokens = new Map(lengths.map(([id, length]) => [id, (length * total) / Math.max(1, whole)]))
  const { ids, fits } = fitToBudget(prompt.messages, tokens, total, room)
  return new Set(fits ? ids : [])
}

function lengthOf(content: string | ContentBlock[]): number {
  return typeof content === 'string' ? content.length : JSON.stringify(content).length
}
