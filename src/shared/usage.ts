import type { JsonObject } from './json.ts'
import type { ModelInfo, Prices } from './models.ts'

/** Token counts as the API reports them; `input_tokens` is the uncached part only (Messages API reference, response). */
export type Usage = {
  input_tokens: number
  output_tokens: number
  cache_creation_input_tokens?: number | null
  cache_read_input_tokens?: number | null
  cache_creation?: { ephemeral_5m_input_tokens?: number; ephemeral_1h_input_tokens?: number } | null
  output_tokens_details?: { thinking_tokens?: number | null } | null
} & JsonObject

/** All tokens of the prompt: uncached, written to the cache and read from it. */
export function totalInputTokens(usage: Usage): number {
  return usage.input_tokens + (usage.cache_creation_input_tokens ?? 0) + (usage.cache_read_input_tokens ?? 0)
}

/**
 * Lays later usage over earlier usage, as `message_delta` asks: values overwrite and never add; a field that is absent
 * or null in the later one keeps its value (Messages API reference, streaming).
 */
export function mergeUsage(earlier: Usage | null, later: Partial<Usage> | null | undefined): Usage {
  const merged: Usage = { input_tokens: 0, output_tokens: 0, ...earlier }
  for (const [field, value] of Object.entries(later ?? {}))
    if (value !== null && value !== undefined) merged[field] = value
  return merged
}

/**
 * Output tokens per second, or `null` while the duration is unknown or zero.
 * @param outputTokens Tokens billed as output: the API's `usage.output_tokens`.
 * @param durationMs Milliseconds from the first token to the last.
 */
export function outputRate(outputTokens: number, durationMs: number | null): number | null {
  return durationMs ? (outputTokens * 1000) / durationMs : null
}

/** The price list that applies to a prompt of this size: Haiku 5.5 costs more above 100,000 prompt tokens. */
function pricesFor(model: ModelInfo, promptTokens: number): Prices {
  const { longContext } = model.pricing
  return longContext && promptTokens > longContext.abovePromptTokens ? longContext : model.pricing
}

/**
 * What a run cost in US dollars at list price, or `null` where a price is unknown: never zero for unknown.
 * Cost = input + cache writes (5 minutes, 1 hour) + cache reads + output; thinking is inside output (Messages API reference, prices).
 */
export function costUsd(usage: Usage, model: ModelInfo | null, options: { isUsOnly?: boolean } = {}): number | null {
  if (!model) return null
  const prices = pricesFor(model, totalInputTokens(usage))
  const written = usage.cache_creation_input_tokens ?? 0
  const writtenHour = usage.cache_creation?.ephemeral_1h_input_tokens ?? 0
  const parts: [number, number | null][] = [
    [usage.input_tokens, prices.inputPerMTok],
    [written - writtenHour, prices.cacheWrite5m],
    [writtenHour, prices.cacheWrite1h],
    [usage.cache_read_input_tokens ?? 0, prices.cacheRead],
    [usage.output_tokens, prices.outputPerMTok],
  ]
  let dollars = 0
  for (const [tokens, price] of parts) {
    if (tokens === 0) continue
    if (price === null) return null
    dollars += (tokens * price) / 1_000_000
  }
  if (!options.isUsOnly) return dollars
  return model.pricing.usGeoMultiplier === null ? null : dollars * model.pricing.usGeoMultiplier
}

/**
 * The most that one run of a prompt can cost in US dollars: every prompt token at the dearer of input and cache write,
 * and `max_tokens` of output. `null` where a price is unknown.
 */
export function highestCostUsd(
  inputTokens: number,
  maxTokens: number,
  model: ModelInfo | null,
  options: { isUsOnly?: boolean; writesCache?: boolean } = {},
): number | null {
  const usage: Usage = options.writesCache
    ? {
        input_tokens: 0,
        cache_creation_input_tokens: inputTokens,
        cache_creation: { ephemeral_1h_input_tokens: inputTokens },
        output_tokens: maxTokens,
      }
    : { input_tokens: inputTokens, output_tokens: maxTokens }
  return costUsd(usage, model, options)
}
