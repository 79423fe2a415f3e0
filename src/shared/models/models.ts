import type { JsonObject } from '../text/json.ts'
import type { OwnPrices } from './prices.ts'

/** What a model takes of sampling under 2023-06-01: free values, or only the ones that do nothing. */
export type SamplingSupport = 'any' | 'default-only'

/** US dollars for a million tokens of each kind. */
export type Prices = {
  inputPerMTok: number | null
  outputPerMTok: number | null
  cacheWrite5m: number | null
  cacheWrite1h: number | null
  cacheRead: number | null
}

/** One entry of the model catalogue (resources/models.json). `null` means unknown: never a reason to refuse. */
export type ModelInfo = {
  id: string
  aliases: string[]
  displayName: string
  /** The family that it belongs to; `null` where a server lists a model of none. */
  line: string | null
  lifecycle: 'active' | 'deprecated' | 'retired'
  access: string
  releasedAt: string | null
  deprecatedAt: string | null
  retiresAt: string | null
  retiresNotBefore: string | null
  replacement: string | null
  /** Tokens that input and output share. */
  contextWindow: number | null
  maxOutputTokens: number | null
  batchMaxOutputTokensBeta: number | null
  defaults: {
    thinking: string | null
    thinkingDisplay: string | null
    effort: string | null
    temperature: number | null
    topP: number | null
    topK: number | null
  }
  capabilities: {
    sampling: SamplingSupport | null
    samplingWithThinking: string | null
    temperatureAndTopPTogether: boolean | null
    prefill: boolean | null
    thinking: {
      adaptive: boolean | null
      enabled: boolean | null
      disabled: boolean | null
      betweenTools: boolean | null
      default: string | null
      maxEffortWhenOff: string | null
    }
    effort: string[] | null
    structuredOutputs: boolean | null
    images: boolean | null
    /** Whether images keep up to 2576 pixels on their longer side, not 1568. */
    highResImages: boolean | null
    pdf: boolean | null
    fast: boolean | null
    fastNote: string | null
    /** The `anthropic-beta` without which `speed: "fast"` is refused; `null` where none is needed. */
    fastBeta: string | null
    /** `speed: "fast"` is taken and has no effect. */
    fastIgnored: boolean
    batch: boolean | null
    forcedToolChoice: boolean | null
    systemRoleMessages: boolean | null
    inferenceGeo: boolean | null
    /** Answers only organisations and workspaces whose data is kept for 30 days. */
    needsRetention: boolean
    /** Whose thinking blocks are bound to the turns before them: `none`, `all-accounts`, `accounts-created-from-…`. */
    thinkingPrefixCheck: string | null
  }
  limits: {
    maxImagesPerRequest: number | null
    maxPdfPagesPerRequest: number | null
    minCacheableTokens: number | null
  }
  pricing: Prices & {
    batchMultiplier: number | null
    usGeoMultiplier: number | null
    longContext: (Prices & { abovePromptTokens: number }) | null
    fast: { inputPerMTok: number | null; outputPerMTok: number | null } | null
  }
  /** Where the facts can be read, and the day on which they were (`YYYY-MM-DD`). */
  source: string[]
  checkedAt: string
  confidence: string
  notes: string | null
  /** What the server in use says; absent while its list is not known. */
  listing?: Listing
  /** Prices that the user set, laid over `pricing`, and the list prices behind them; absent where there are none. */
  ownPrices?: { set: OwnPrices; list: ModelInfo['pricing'] }
}

/**
 * `isListed`: it is in the server's own list. `isCatalogued`: its facts are the catalogue's, and not only the server's.
 * `assumedFrom`: the id of the model that it is taken to behave like.
 */
export type Listing = { isListed: boolean; isCatalogued: boolean; assumedFrom: string | null }

/** The entry whose id or alias is exactly this; `null` for an unknown model. Never by prefix: claude-fable-5-1 is not claude-fable-5. */
export function findModel(models: readonly ModelInfo[], id: string): ModelInfo | null {
  return models.find((model) => model.id === id || model.aliases.includes(id)) ?? null
}

/** The id to put into a request: the short alias where there is one, as people write it. */
export function requestId(model: ModelInfo): string {
  return model.aliases[0] ?? model.id
}

/** Whether the model thinks for a request with this `thinking` field; `null` while nothing is known about the model. */
export function thinkingIsOn(model: ModelInfo | null, thinking: JsonObject | undefined): boolean | null {
  const type = thinking?.type ?? model?.capabilities.thinking.default
  if (type === undefined || type === null) return null
  return type === 'adaptive' || type === 'enabled'
}

/**
 * Whether the model is one of 4.7 or later, whose tokenizer makes about 30 % more tokens of the same text; those are the
 * ones that gave up sampling. `null` while nothing is known about the model.
 */
export function hasNewTokenizer(model: ModelInfo | null): boolean | null {
  const sampling = model?.capabilities.sampling ?? null
  return sampling === null ? null : sampling === 'default-only'
}

/** The newest active model of a line, by the day of its release; `null` for an unknown line. */
export function newestOf(models: readonly ModelInfo[], line: string): ModelInfo | null {
  const active = models.filter((model) => model.line === line && model.lifecycle === 'active')
  return active.reduce<ModelInfo | null>(
    (newest, model) => (newest && (newest.releasedAt ?? '') >= (model.releasedAt ?? '') ? newest : model),
    null,
  )
}
