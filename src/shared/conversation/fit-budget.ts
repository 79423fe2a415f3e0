import type { ModelInfo } from '../models/models.ts'
import type { Prompt, PromptMessage } from '../prompt/prompt.ts'
import { turnsOf } from './fit-turns.ts'

/** What has to go so that a request fits, oldest first. */
export type BudgetFit = {
  /** The messages that go, in their order. */
  ids: string[]
  /** Input tokens of what is left. */
  tokens: number
  /** Whether that is within the budget. */
  fits: boolean
}

/** Counts are shared out inexactly: so much of the window stays free (Messages API reference, context budget). */
const margin = 0.02

/** Input tokens that a request may have so that its answer has room in the model's window; `null` where that is not known. */
export function roomForInput(model: ModelInfo | null, maxTokens: number): number | null {
  const window = model?.contextWindow ?? null
  return window === null ? null : Math.max(0, Math.floor(window * (1 - margin)) - maxTokens)
}

/**
 * Which turns go so that the input is within the budget: whole turns only, the oldest first and no more than needed. A turn
 * with a pinned message stays, and the last one; a tool call is never parted from its result.
 * @param tokens What each message takes, by its id.
 * @param total Input tokens of the whole request.
 */
export function fitToBudget(
  messages: readonly PromptMessage[],
  tokens: ReadonlyMap<string, number>,
  total: number,
  budget: number,
): BudgetFit {
  const ids: string[] = []
  let left = total
  for (const turn of droppableTurns(messages)) {
    if (left <= budget) break
    for (const { id } of turn) {
      ids.push(id)
      left -= tokens.get(id) ?? 0
    }
  }
  return { ids, tokens: Math.max(0, Math.round(left)), fits: left <= budget }
}

/** The turns that may be left out, oldest first: all that are sent but the last one and those with a pinned message. */
export function droppableTurns(messages: readonly PromptMessage[]): PromptMessage[][] {
  const turns = turnsOf(messages.filter(({ muted }) => !muted)).slice(0, -1)
  return turns.filter((turn) => !turn.some(({ pinned }) => pinned))
}

/** The prompt with these messages muted: kept, and not sent. */
export function withMuted(prompt: Prompt, ids: ReadonlySet<string>): Prompt {
  const messages = prompt.messages.map((message) => (ids.has(message.id) ? { ...message, muted: true } : message))
  return { ...prompt, messages }
}
