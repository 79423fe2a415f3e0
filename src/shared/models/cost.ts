import { totalInputTokens, type Usage } from '../runs/usage.ts'
import type { JsonObject, JsonValue } from '../text/json.ts'
import type { ModelInfo } from './models.ts'
import { isOwnPrice, type PriceField, type PriceTier, pricesOf } from './prices.ts'

/** Tokens of one kind: how many, at which price for a million, and what that makes, in US dollars. `null` is unknown. */
export type CostLine = {
  kind: 'input' | 'cache-write-5m' | 'cache-write-1h' | 'cache-read' | 'output'
  tokens: number
  usdPerMTok: number | null
  /** Whether the price is the user's own and not the list's. */
  isOwn: boolean
  usd: number | null
}

/** What multiplies all lines: inference in one region, or a batch. */
export type CostFactor = { kind: 'geo' | 'batch'; factor: number | null }

/** A cost with everything that it was reckoned from: kept with a run, so that later prices do not rewrite it. */
export type Cost = {
  /** US dollars; `null` where any part of it is unknown. */
  usd: number | null
  /** What is known of it, in US dollars: the least that it can be. */
  knownUsd: number
  /** The id whose prices these are; `null` for an unknown model. */
  model: string | null
  /** Which list the prices are from; `null` where it is not known which one applies. */
  tier: PriceTier | null
  lines: CostLine[]
  factors: CostFactor[]
  /** Uses of server tools, which are charged apart at prices that are not known here, by the API's names. */
  unpriced: { name: string; count: number }[]
}

/** What the request asked for, as far as it changes prices. */
export type CostTerms = { speed?: JsonValue; inference_geo?: JsonValue; isBatch?: boolean }

/**
 * What tokens cost at the prices of this model, line by line. What was served decides, as far as the usage tells it, then
 * what was asked for. Thinking is part of output (Messages API reference, prices).
 */
export function costOf(usage: Usage, model: ModelInfo | null, terms: CostTerms = {}): Cost {
  const tier = tierOf(usage, model, terms)
  const prices = tier === null ? pricesOf(null, 'standard') : pricesOf(model, tier)
  const lines = tokensByKind(usage).flatMap(([kind, field, tokens]): CostLine[] => {
    if (tokens === 0 && kind.startsWith('cache')) return []
    const usdPerMTok = prices[field]
    const usd = tokens === 0 ? 0 : usdPerMTok === null ? null : (tokens * usdPerMTok) / 1_000_000
    const isOwn = model !== null && tier !== null && isOwnPrice(model, tier, field)
    return [{ kind, tokens, usdPerMTok, isOwn, usd }]
  })
  const factors = factorsOf(usage, model, terms)
  const unpriced = unpricedUses(usage)
  const isKnown = [...lines.map(({ usd }) => usd), ...factors.map(({ factor }) => factor)].every(
    (part) => part !== null,
  )
  const knownUsd = factors.reduce(
    // An unknown region price is not below the list price; an unknown batch price may be anything.
    (sum, { kind, factor }) => sum * (factor ?? (kind === 'geo' ? 1 : 0)),
    lines.reduce((sum, { usd }) => sum + (usd ?? 0), 0),
  )
  const usd = isKnown && unpriced.length === 0 ? knownUsd : null
  return { usd, knownUsd, model: model?.id ?? null, tier, lines, factors, unpriced }
}

/** What is known before a run: the input as counted, the most that may come back, and how long parts of it are to be cached. */
export type Expectation = CostTerms & { inputTokens: number; maxTokens: number; caching: '5m' | '1h' | null }

/**
 * The most that one run can cost: every prompt token at the dearest price that may apply to it, and `max_tokens` of output.
 * Server tools may add to it.
 */
export function highestCost({ inputTokens, maxTokens, caching, ...terms }: Expectation, model: ModelInfo | null): Cost {
  const isFast = terms.speed === 'fast' && model?.capabilities.fast !== false
  const common = { output_tokens: maxTokens, speed: isFast ? 'fast' : 'standard' }
  const plain = costOf({ ...common, input_tokens: inputTokens }, model, terms)
  if (caching === null) return plain
  const written = { input_tokens: 0, cache_creation_input_tokens: inputTokens, cache_read_input_tokens: 0 }
  const field = caching === '1h' ? 'ephemeral_1h_input_tokens' : 'ephemeral_5m_input_tokens'
  const cached = costOf({ ...common, ...written, cache_creation: { [field]: inputTokens } }, model, terms)
  return cached.usd === null || plain.usd === null || cached.usd > plain.usd ? cached : plain
}

/** The longest time for which any part of a request is to be cached; `null` where nothing is. */
export function longestCaching(value: unknown): '5m' | '1h' | null {
  if (typeof value !== 'object' || value === null) return null
  let longest: '5m' | '1h' | null = null
  for (const [key, item] of Object.entries(value)) {
    const isMark = key === 'cache_control' && typeof item === 'object' && item !== null
    const found = isMark ? ('ttl' in item && item.ttl === '1h' ? '1h' : '5m') : longestCaching(item)
    if (found === '1h') return found
    longest ??= found
  }
  return longest
}

/** Whether a request has tools that run at the API: what they read becomes input, and some cost a fee. */
export function hasServerTools(body: JsonObject): boolean {
  const types = Array.isArray(body.tools) ? body.tools.map((tool) => (isObject(tool) ? tool.type : undefined)) : []
  const isServerTool = types.some((type) => typeof type === 'string' && serverTool.test(type))
  return isServerTool || (Array.isArray(body.mcp_servers) && body.mcp_servers.length > 0)
}

const serverTool = /^(web_search|web_fetch|code_execution)_/

function isObject(value: JsonValue | undefined): value is { [key: string]: JsonValue | undefined } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The list that applies. Haiku 5.5 costs more above 100,000 prompt tokens; a priority tier is billed by contract. */
function tierOf(usage: Usage, model: ModelInfo | null, terms: CostTerms): PriceTier | null {
  if (usage.service_tier === 'priority') return null
  const speed = usage.speed ?? (terms.speed === 'fast' ? null : 'standard')
  if (speed !== 'standard') return speed === 'fast' ? 'fast' : null
  const above = model?.pricing.longContext?.abovePromptTokens
  return above !== undefined && totalInputTokens(usage) > above ? 'longContext' : 'standard'
}

function tokensByKind(usage: Usage): [CostLine['kind'], PriceField, number][] {
  const written = usage.cache_creation_input_tokens ?? 0
  const writtenHour = usage.cache_creation?.ephemeral_1h_input_tokens ?? 0
  return [
    ['input', 'inputPerMTok', usage.input_tokens],
    // Servers that do not tell how long write for the five minutes that are usual.
    ['cache-write-5m', 'cacheWrite5m', Math.max(0, written - writtenHour)],
    ['cache-write-1h', 'cacheWrite1h', writtenHour],
    ['cache-read', 'cacheRead', usage.cache_read_input_tokens ?? 0],
    ['output', 'outputPerMTok', usage.output_tokens],
  ]
}

function factorsOf(usage: Usage, model: ModelInfo | null, terms: CostTerms): CostFactor[] {
  const factors: CostFactor[] = []
  const geo = usage.inference_geo ?? terms.inference_geo
  if (geo === 'us') factors.push({ kind: 'geo', factor: model?.pricing.usGeoMultiplier ?? null })
  if (terms.isBatch || usage.service_tier === 'batch') {
    factors.push({ kind: 'batch', factor: model?.pricing.batchMultiplier ?? null })
  }
  return factors
}

function unpricedUses({ server_tool_use }: Usage): Cost['unpriced'] {
  if (!isObject(server_tool_use)) return []
  return Object.entries(server_tool_use).flatMap(([name, count]) =>
    typeof count === 'number' && count > 0 ? [{ name, count }] : [],
  )
}
