import type { JsonObject } from '../text/json.ts'

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
