import { type ModelInfo, requestId } from '#shared/models'
import { shortCount, shortUsd } from '../../parts/prompt/format.ts'
import type { ComboboxItem } from '../../ui/combobox.tsx'

/** A model in the picker's list. `value` is the id as it goes into the request. */
export type ModelItem = ComboboxItem & { model: ModelInfo }

/** The known models, by line; the retired ones come last. */
export function modelItems(models: readonly ModelInfo[]): ModelItem[] {
  const items = models.map((model) => ({
    value: requestId(model),
    label: model.displayName,
    group: model.lifecycle === 'retired' ? 'Retired' : capitalized(model.line ?? 'other'),
    keywords: [model.id, ...model.aliases].join(' '),
    model,
  }))
  return [...items.filter(({ group }) => group !== 'Retired'), ...items.filter(({ group }) => group === 'Retired')]
}

/** What was typed as the id to send: a display name means its model, everything else is taken as it is. */
export function typedModelId(models: readonly ModelInfo[], text: string): string {
  const named = models.find(({ displayName }) => displayName.toLowerCase() === text.trim().toLowerCase())
  return named ? requestId(named) : text.trim()
}

/** `200k · $1 in · $5 out`, with what is not known left out. */
export function modelFacts({ contextWindow, pricing }: ModelInfo): string {
  const facts = [
    contextWindow === null ? null : shortCount(contextWindow),
    pricing.inputPerMTok === null ? null : `${shortUsd(pricing.inputPerMTok)} in`,
    pricing.outputPerMTok === null ? null : `${shortUsd(pricing.outputPerMTok)} out`,
  ]
  return facts.filter((fact) => fact !== null).join(' · ')
}

/** What the model takes, one word each. */
export function modelBadges({ capabilities }: ModelInfo): string[] {
  const badges: [string, boolean][] = [
    ['sampling', capabilities.sampling === 'any'],
    ['prefill', capabilities.prefill === true],
    ['thinking', capabilities.thinking.adaptive === true || capabilities.thinking.enabled === true],
    ['images', capabilities.images === true],
  ]
  return badges.flatMap(([name, has]) => (has ? [name] : []))
}

/** Where the model is in its life, with the date that matters; `null` while it is simply active. */
export function lifecycleText({ lifecycle, retiresAt }: ModelInfo): string | null {
  if (lifecycle === 'retired') return retiresAt ? `retired on ${retiresAt}` : 'retired'
  if (lifecycle === 'deprecated') return retiresAt ? `deprecated, retires on ${retiresAt}` : 'deprecated'
  return retiresAt ? `retires on ${retiresAt}` : null
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
