import type { ModelInfo } from '#shared/models/models'
import type { Prompt } from '#shared/prompt/prompt'
import type { Breakpoint } from '#shared/request/cache-plan'
import type { Usage } from '#shared/runs/usage'
import { groupedDigits } from '#shared/text/grouped-digits'

/** How far the cached prefix reaches, such as `tools, system prompt and messages 1 to 3`. */
export function reachText({ point }: Breakpoint, { messages }: Prompt): string {
  if (point.kind === 'tool') return `the tools up to ${point.name}`
  if (point.kind === 'system') return 'the system prompt'
  if (point.kind === 'end') return 'the whole request'
  return `message ${messages.findIndex(({ id }) => id === point.id) + 1}`
}

/** What the size of the prefix means for this model; `isShort` where nothing will be cached. */
export function sizeText(tokens: number, model: ModelInfo | null): { text: string; isShort: boolean } {
  const least = model?.limits.minCacheableTokens ?? null
  const size = `≈ ${groupedDigits(tokens)} tokens`
  if (!model || least === null) return { text: size, isShort: false }
  const isShort = tokens < least
  return {
    text: `${size}${isShort ? ', too short' : ''}: ${model.displayName} caches from ${groupedDigits(least)} on`,
    isShort,
  }
}

/** What the last run wrote to the cache and read from it; `null` where it is not known. */
export function usageText(usage: Usage | undefined): string | null {
  const { cache_creation_input_tokens: written, cache_read_input_tokens: read } = usage ?? {}
  if (typeof written !== 'number' && typeof read !== 'number') return null
  return `Last run: wrote ${groupedDigits(written ?? 0)}, read ${groupedDigits(read ?? 0)}`
}
