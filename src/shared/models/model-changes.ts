// What another model changes for a prompt that itself stays as it is.
import type { TokenCount } from '../contract/prompts.ts'
import type { Prompt } from '../prompt/prompt.ts'
import type { Finding } from '../rules/finding.ts'
import { contextOf, findings, type RuleSurroundings } from '../rules/rules.ts'
import type { JsonObject } from '../text/json.ts'
import { type CostTerms, highestCost, longestCaching } from './cost.ts'
import { findModel, hasNewTokenizer, type ModelInfo } from './models.ts'
import { pricesOf } from './prices.ts'

/** A fact that differs: numbers as numbers, so that a view can print them; `null` is unknown. */
export type FactChange = {
  group: 'sent' | 'tokens' | 'limits' | 'prices' | 'takes' | 'life'
  label: string
  before: FactValue
  after: FactValue
  /** In which unit a number is: tokens, US dollars, US dollars for a million tokens. */
  unit?: 'tokens' | 'usd' | 'usd-per-mtok'
  note?: string
  /** Which of them is only an estimate. */
  estimates?: { before: boolean; after: boolean }
}
export type FactValue = string | number | boolean | null

/** One side of a switch: the id as it is sent, and what is known of it. */
export type ModelSide = { id: string; model: ModelInfo | null; tokens: TokenCount | null }

export type ModelChanges = {
  /** What is found with the new model and not with the old one. */
  added: Finding[]
  /** What was found with the old model and is not with the new one. */
  gone: Finding[]
  facts: FactChange[]
}

/** What a rule looks at, but for what each side has of its own. */
export type ChangeSurroundings = Omit<RuleSurroundings, 'inputTokens' | 'inputTokensAreEstimated'>

/**
 * What changes for this prompt when it goes to `to` and not to `from`: what is refused, what the API does where a field is not
 * sent, tokens, limits, prices, and the model's life. Nothing in the prompt is changed by it, and equal facts are left out.
 */
export function modelChanges(
  prompt: Prompt,
  from: ModelSide,
  to: ModelSide,
  surroundings: ChangeSurroundings,
): ModelChanges {
  const [before, after] = [from, to].map((side) => findingsWith(prompt, side, surroundings)) as [Finding[], Finding[]]
  const facts = [
    ...defaultFacts(prompt, from.model, to.model),
    ...tokenFacts(prompt, from, to),
    ...limitFacts(prompt, from.model, to.model),
    ...priceFacts(prompt, from.model, to.model),
    ...takenFacts(from.model, to.model),
    ...lifeFacts(from.model, to.model),
  ]
  return {
    added: notAmong(after, before),
    gone: notAmong(before, after),
    facts: facts.filter((fact) => fact.before !== fact.after),
  }
}

/** One side of a switch. */
export function sideOf(models: readonly ModelInfo[], id: string, tokens: TokenCount | null): ModelSide {
  return { id, model: findModel(models, id), tokens }
}

function findingsWith(prompt: Prompt, { id, tokens }: ModelSide, surroundings: ChangeSurroundings): Finding[] {
  const switched = { ...prompt, model: id }
  const inputTokens = tokens?.inputTokens ?? null
  const own = { inputTokens, inputTokensAreEstimated: tokens?.kind === 'estimate' }
  return findings(switched, contextOf(switched, { ...surroundings, ...own }))
}

/** Compared by rule and place: the words name the model, and so always differ. */
function notAmong(list: Finding[], others: Finding[]): Finding[] {
  const nameOf = ({ ruleId, field, severity }: Finding) => `${ruleId} ${field} ${severity}`
  const known = new Set(others.map(nameOf))
  return list.filter((finding) => !known.has(nameOf(finding)))
}

/** What the API does where the prompt does not say: only for fields that it does not set. */
function defaultFacts({ settings }: Prompt, from: ModelInfo | null, to: ModelInfo | null): FactChange[] {
  const fact = (label: string, select: (model: ModelInfo) => FactValue): FactChange => ({
    group: 'sent',
    label,
    before: from && select(from),
    after: to && select(to),
  })
  const facts: FactChange[] = []
  const { thinking, output_config } = settings
  if (thinking === undefined) {
    facts.push(fact('Thinking', ({ capabilities }) => capabilities.thinking.default ?? null))
    facts.push(fact('Thinking display', ({ defaults }) => defaults.thinkingDisplay))
  } else if ((thinking as JsonObject).display === undefined) {
    facts.push(fact('Thinking display', ({ defaults }) => defaults.thinkingDisplay))
  }
  if (output_config?.effort === undefined) facts.push(fact('Effort', effortWhenUnset))
  return facts
}

function effortWhenUnset({ capabilities, defaults }: ModelInfo): FactValue {
  return capabilities.effort?.length === 0 ? 'no such field' : defaults.effort
}

function tokenFacts(prompt: Prompt, from: ModelSide, to: ModelSide): FactChange[] {
  const isNew = [hasNewTokenizer(from.model), hasNewTokenizer(to.model)]
  const tokenizer = (is: boolean | null | undefined) => (is == null ? null : is ? 'Claude 4.7 and later' : 'before 4.7')
  const note = isNew.includes(true) && isNew.includes(false) ? { note: 'About 30 % apart for the same text' } : {}
  const costs = [from, to].map(({ model, tokens }) => highestUsd(prompt, model, tokens))
  return [
    { group: 'tokens', label: 'Tokenizer', before: tokenizer(isNew[0]), after: tokenizer(isNew[1]), ...note },
    {
      group: 'tokens',
      label: 'Input tokens',
      before: from.tokens?.inputTokens ?? null,
      after: to.tokens?.inputTokens ?? null,
      unit: 'tokens',
      estimates: { before: from.tokens?.kind === 'estimate', after: to.tokens?.kind === 'estimate' },
    },
    { group: 'tokens', label: 'Highest cost per run', before: costs[0] ?? null, after: costs[1] ?? null, unit: 'usd' },
  ]
}

function highestUsd(prompt: Prompt, model: ModelInfo | null, tokens: TokenCount | null): number | null {
  if (!tokens) return null
  const { max_tokens: maxTokens, speed, inference_geo } = prompt.settings
  const terms: CostTerms = { speed, inference_geo }
  return highestCost({ inputTokens: tokens.inputTokens, maxTokens, caching: longestCaching(prompt), ...terms }, model)
    .usd
}

function limitFacts(prompt: Prompt, from: ModelInfo | null, to: ModelInfo | null): FactChange[] {
  const fact = (label: string, select: (model: ModelInfo) => number | null): FactChange => ({
    group: 'limits',
    label,
    before: from && select(from),
    after: to && select(to),
    unit: 'tokens',
  })
  return [
    fact('Context window', ({ contextWindow }) => contextWindow),
    fact('Highest max_tokens', ({ maxOutputTokens }) => maxOutputTokens),
    ...(longestCaching(prompt) === null
      ? []
      : [fact('Smallest prefix that is cached', ({ limits }) => limits.minCacheableTokens)]),
  ]
}

function priceFacts(prompt: Prompt, from: ModelInfo | null, to: ModelInfo | null): FactChange[] {
  const tier = prompt.settings.speed === 'fast' ? 'fast' : 'standard'
  const [before, after] = [pricesOf(from, tier), pricesOf(to, tier)]
  const fact = (label: string, field: keyof typeof before): FactChange => ({
    group: 'prices',
    label,
    before: before[field],
    after: after[field],
    unit: 'usd-per-mtok',
  })
  const facts = [fact('Input', 'inputPerMTok'), fact('Output', 'outputPerMTok')]
  if (longestCaching(prompt) !== null) {
    facts.push(fact('Cache write, 5 minutes', 'cacheWrite5m'), fact('Cache write, 1 hour', 'cacheWrite1h'))
    facts.push(fact('Cache read', 'cacheRead'))
  }
  const above = to?.pricing.longContext?.abovePromptTokens
  if (above !== undefined && above !== from?.pricing.longContext?.abovePromptTokens) {
    facts.push({ group: 'prices', label: 'Costs more above', before: null, after: above, unit: 'tokens' })
  }
  return facts
}

function takenFacts(from: ModelInfo | null, to: ModelInfo | null): FactChange[] {
  const fact = (label: string, select: (capabilities: ModelInfo['capabilities']) => FactValue): FactChange => ({
    group: 'takes',
    label,
    before: from && select(from.capabilities),
    after: to && select(to.capabilities),
  })
  return [
    fact(
      'Sampling, under 2023-06-01',
      ({ sampling }) => sampling && (sampling === 'any' ? 'yes' : 'default values only'),
    ),
    fact('Prefill', ({ prefill }) => prefill),
    fact('Thinking types', ({ thinking }) => thinkingTypes(thinking)),
    fact('Effort levels', ({ effort }) => effort && (effort.join(', ') || 'none')),
    fact('Structured output', ({ structuredOutputs }) => structuredOutputs),
    fact('Forced tool choice', ({ forcedToolChoice }) => forcedToolChoice),
    fact('System messages', ({ systemRoleMessages }) => systemRoleMessages),
    fact('Images', ({ images }) => images),
    fact('PDF', ({ pdf }) => pdf),
    fact('Fast mode', ({ fast }) => fast),
    fact('Inference in one region', ({ inferenceGeo }) => inferenceGeo),
  ]
}

function thinkingTypes(thinking: ModelInfo['capabilities']['thinking']): string | null {
  const types = [
    ['adaptive', thinking.adaptive],
    ['enabled', thinking.enabled],
    ['disabled', thinking.disabled],
    ['between_tools', thinking.betweenTools],
  ] as const
  if (types.every(([, is]) => is === null)) return null
  return types.flatMap(([name, is]) => (is ? [name] : [])).join(', ') || 'none'
}

function lifeFacts(from: ModelInfo | null, to: ModelInfo | null): FactChange[] {
  const life = (model: ModelInfo | null): string | null => {
    if (!model) return null
    const { lifecycle, retiresAt, retiresNotBefore } = model
    if (retiresAt !== null) return `${lifecycle === 'retired' ? 'retired' : 'retires'} on ${retiresAt}`
    return retiresNotBefore === null ? lifecycle : `${lifecycle}, not retired before ${retiresNotBefore}`
  }
  return [{ group: 'life', label: 'Lifecycle', before: life(from), after: life(to) }]
}
