// The model catalogue as the simulator reads it: only what decides an answer or a refusal.
import catalogue from '#resources/models.json' with { type: 'json' }

export type ThinkingType = 'adaptive' | 'enabled' | 'disabled' | 'between_tools'
export type Lifecycle = 'active' | 'deprecated' | 'retired'

/** One model. `null` in a capability means that nobody knows, and then nothing is refused for it. */
export type Model = {
  id: string
  aliases: string[]
  displayName: string
  line: string
  lifecycle: Lifecycle
  releasedAt: string | null
  deprecatedAt: string | null
  retiresAt: string | null
  contextWindow: number
  maxOutputTokens: number
  defaults: { thinkingDisplay: string | null; effort: string | null }
  capabilities: {
    sampling: string
    temperatureAndTopPTogether: boolean | null
    prefill: boolean | null
    thinking: {
      adaptive: boolean | null
      enabled: boolean | null
      disabled: boolean | null
      betweenTools: boolean | null
      default: string
      maxEffortWhenOff: string | null
    }
    effort: string[]
    structuredOutputs: boolean | null
    images: boolean | null
    highResImages: boolean | null
    pdf: boolean | null
    fast: boolean | null
    fastBeta: string | null
    fastIgnored: boolean
    batch: boolean | null
    forcedToolChoice: boolean | null
    systemRoleMessages: boolean | null
    inferenceGeo: boolean | null
    thinkingPrefixCheck: string | null
  }
  limits: {
    maxImagesPerRequest: number | null
    maxPdfPagesPerRequest: number | null
    minCacheableTokens: number | null
  }
}

/** Every model, newest first. */
export const models: readonly Model[] = catalogue as Model[]

/** The model with this id or alias, or `null`. */
export function findModel(id: string): Model | null {
  return models.find((model) => model.id === id || model.aliases.includes(id)) ?? null
}

const releasedSince = (id: string) => {
  const first = findModel(id)?.releasedAt ?? ''
  return (model: Model) => (model.releasedAt ?? '') >= first
}

/** Claude 4.7 and later: another tokenizer, larger images, sampling gone. */
export const isFrom47 = releasedSince('claude-opus-4-7')

const isFromSonnet46 = releasedSince('claude-sonnet-4-6')

/** Models that keep, and bill, the thinking of earlier turns when it is sent back (token counting page). */
export function keepsEarlierThinking(model: Model): boolean {
  if (model.line === 'sonnet') return isFromSonnet46(model)
  if (model.line === 'opus') return (model.releasedAt ?? '') >= (findModel('claude-opus-4-5')?.releasedAt ?? '')
  return model.line === 'fable' || model.line === 'mythos'
}

/** True when the model takes this thinking type; an unknown capability counts as taken. */
export function takesThinking(model: Model, type: ThinkingType): boolean {
  const { thinking } = model.capabilities
  return (type === 'between_tools' ? thinking.betweenTools : thinking[type]) !== false
}

/** Smallest prefix in tokens that is cached. The 5.2 pair's is unpublished; 512 is expected. */
export function cacheMinimum(model: Model): number {
  return model.limits.minCacheableTokens ?? 512
}
