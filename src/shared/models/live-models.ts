// The list of models as a server gives it, and how it is laid over the catalogue.
import type { ConnectionKind } from '../connections/connection.ts'
import { type ModelInfo, newestOf } from './models.ts'

/** A model as a server lists it, in our words; `null` for what it does not tell. OpenAI-like lists tell little more than the id. */
export type LiveModel = {
  id: string
  displayName: string | null
  line: string | null
  lifecycle: ModelInfo['lifecycle'] | null
  /** Days, `YYYY-MM-DD`. */
  releasedAt: string | null
  deprecatedAt: string | null
  retiresAt: string | null
  maxInputTokens: number | null
  maxTokens: number | null
  capabilities: LiveCapabilities | null
}

/** What the Models API tells of a model's capabilities, as far as we use it. */
export type LiveCapabilities = Pick<ModelInfo['capabilities'], 'batch' | 'images' | 'pdf' | 'structuredOutputs'> & {
  effort: string[] | null
  thinking: Pick<ModelInfo['capabilities']['thinking'], 'adaptive' | 'enabled' | 'disabled' | 'betweenTools'> | null
}

/** The `anthropic` and `simulator` lists are whole: what they leave out cannot be used. Other servers have models of their own. */
export type LiveList = { kind: ConnectionKind; models: readonly LiveModel[] }

/**
 * The models of a connection: the catalogue with what the server reports laid over it, and the models that only the server
 * knows. Ids are compared whole and by alias, never by prefix. Without a list it is the catalogue.
 */
export function mergeModels(catalogue: readonly ModelInfo[], list: LiveList | null): ModelInfo[] {
  if (!list) return [...catalogue]
  const byId = new Map(list.models.map((model) => [model.id, model]))
  const known = new Set(catalogue.flatMap(({ id, aliases }) => [id, ...aliases]))
  const strangers = [...byId.values()].filter(({ id }) => !known.has(id))
  const added = strangers.map((live) => withLive(likelyModel(live, catalogue), live))
  const merged = catalogue.map((model): ModelInfo => {
    const live = [model.id, ...model.aliases].flatMap((id) => byId.get(id) ?? []).at(0)
    const listing = { isListed: live !== undefined, isCatalogued: true, assumedFrom: null }
    return { ...(live ? withLive(model, live) : model), listing }
  })
  // The catalogue is newest first with retired models last; what is only listed is newer than that, or the server's own.
  return [...added, ...merged]
}

/** A model of which nothing is known but its id. */
export function unknownModel(id: string): ModelInfo {
  return {
    id,
    aliases: [],
    displayName: id,
    line: null,
    lifecycle: 'active',
    access: 'public',
    releasedAt: null,
    deprecatedAt: null,
    retiresAt: null,
    retiresNotBefore: null,
    replacement: null,
    contextWindow: null,
    maxOutputTokens: null,
    batchMaxOutputTokensBeta: null,
    defaults: { thinking: null, thinkingDisplay: null, effort: null, temperature: null, topP: null, topK: null },
    capabilities: {
      sampling: null,
      samplingWithThinking: null,
      temperatureAndTopPTogether: null,
      prefill: null,
      thinking: {
        adaptive: null,
        enabled: null,
        disabled: null,
        betweenTools: null,
        default: null,
        maxEffortWhenOff: null,
      },
      effort: null,
      structuredOutputs: null,
      images: null,
      highResImages: null,
      pdf: null,
      fast: null,
      fastNote: null,
      fastBeta: null,
      fastIgnored: false,
      batch: null,
      forcedToolChoice: null,
      systemRoleMessages: null,
      inferenceGeo: null,
      needsRetention: false,
      thinkingPrefixCheck: null,
    },
    limits: { maxImagesPerRequest: null, maxPdfPagesPerRequest: null, minCacheableTokens: null },
    pricing: { ...noPrices, batchMultiplier: null, usGeoMultiplier: null, longContext: null, fast: null },
    source: [],
    checkedAt: '',
    confidence: 'inferred',
    notes: null,
    listing: { isListed: false, isCatalogued: false, assumedFrom: null },
  }
}

const noPrices = { inputPerMTok: null, outputPerMTok: null, cacheWrite5m: null, cacheWrite1h: null, cacheRead: null }

/** A listed model that the catalogue lacks behaves, as far as anybody knows, like the newest one of its line; its prices are unknown. */
function likelyModel({ id, line }: LiveModel, catalogue: readonly ModelInfo[]): ModelInfo {
  const blank = unknownModel(id)
  const listing = { isListed: true, isCatalogued: false, assumedFrom: null }
  const newest = line === null ? null : newestOf(catalogue, line)
  if (!newest) return { ...blank, line, listing }
  const { defaults, capabilities, limits, contextWindow, maxOutputTokens, batchMaxOutputTokensBeta } = newest
  return {
    ...blank,
    line,
    defaults,
    limits,
    contextWindow,
    maxOutputTokens,
    batchMaxOutputTokensBeta,
    // Every line has given up both, and none has brought them back.
    capabilities: { ...capabilities, sampling: 'default-only', samplingWithThinking: 'default-only', prefill: false },
    listing: { ...listing, assumedFrom: newest.id },
  }
}

function withLive(model: ModelInfo, live: LiveModel): ModelInfo {
  const { capabilities, lifecycle } = live
  return {
    ...model,
    displayName: live.displayName ?? model.displayName,
    lifecycle: lifecycle ?? model.lifecycle,
    releasedAt: live.releasedAt ?? model.releasedAt,
    // A server that tells where a model is in its life also tells when there is no date.
    deprecatedAt: lifecycle === null ? model.deprecatedAt : live.deprecatedAt,
    retiresAt: lifecycle === null ? model.retiresAt : live.retiresAt,
    contextWindow: live.maxInputTokens ?? model.contextWindow,
    maxOutputTokens: live.maxTokens ?? model.maxOutputTokens,
    capabilities: capabilities ? withCapabilities(model.capabilities, capabilities) : model.capabilities,
  }
}

function withCapabilities(known: ModelInfo['capabilities'], live: LiveCapabilities): ModelInfo['capabilities'] {
  const { thinking } = live
  return {
    ...known,
    batch: live.batch ?? known.batch,
    images: live.images ?? known.images,
    pdf: live.pdf ?? known.pdf,
    structuredOutputs: live.structuredOutputs ?? known.structuredOutputs,
    effort: live.effort ?? known.effort,
    thinking: {
      ...known.thinking,
      adaptive: thinking?.adaptive ?? known.thinking.adaptive,
      enabled: thinking?.enabled ?? known.thinking.enabled,
      disabled: thinking?.disabled ?? known.thinking.disabled,
      betweenTools: thinking?.betweenTools ?? known.thinking.betweenTools,
    },
  }
}
