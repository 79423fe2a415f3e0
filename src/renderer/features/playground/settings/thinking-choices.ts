// What the thinking row offers: which types a model takes, and what each brings with it (Messages API reference, 5.3).

import { hasNewTokenizer, type ModelInfo } from '#shared/models/models'
import type { JsonObject, JsonValue } from '#shared/text/json'

export type Choice = { value: string; label: string }

const types = [
  ['adaptive', 'adaptive'],
  ['enabled', 'enabled'],
  ['disabled', 'disabled'],
  ['between_tools', 'betweenTools'],
] as const

/** The types that the model takes or may take, and the one that is set; what holds when nothing is sent; a first choice. */
export function thinkingChoices(
  model: ModelInfo | null,
  current: string | null,
): { options: Choice[]; whenNotSent: string; usual: string } {
  const taken = types.flatMap(([type, capability]) =>
    model?.capabilities.thinking[capability] === false ? [] : [type as string],
  )
  const all = current !== null && !taken.includes(current) ? [...taken, current] : taken
  const usual = model?.capabilities.thinking.default ?? null
  return {
    options: all.map((type) => ({ value: type, label: taken.includes(type) ? type : `${type} (refused here)` })),
    whenNotSent: usual === null ? 'not sent' : `not sent (${usual} is the default)`,
    usual: taken[0] ?? 'adaptive',
  }
}

/** `display` under the model's own default, and whatever is set. */
export function displayChoices(model: ModelInfo | null, current: JsonValue | undefined): Choice[] {
  const isNew = model === null ? null : hasNewTokenizer(model)
  const usual = isNew === null ? '' : ` (${isNew ? 'omitted' : 'summarized'})`
  const known = ['summarized', 'omitted', 'updates']
  const all = typeof current === 'string' && !known.includes(current) ? [...known, current] : known
  return [{ value: '', label: `display not sent${usual}` }, ...all.map((value) => ({ value, label: value }))]
}

const leastBudget = 1024

/**
 * Thinking of another type: what both types take stays. `enabled` needs a budget: half of `max_tokens`, and never less than the
 * API takes.
 */
export function withThinkingType(before: JsonObject | null, type: string, maxTokens: number): JsonObject {
  const { type: _type, display, budget_tokens, ...unknown } = before ?? {}
  const hasDisplay = type === 'adaptive' || type === 'enabled'
  const budget = budget_tokens ?? Math.max(leastBudget, Math.floor(maxTokens / 2))
  return {
    type,
    ...(type === 'enabled' ? { budget_tokens: budget } : {}),
    ...(hasDisplay && display !== undefined ? { display } : {}),
    ...unknown,
  }
}
