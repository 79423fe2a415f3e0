import { findModel, type ModelInfo, requestId } from '#shared/models/models'
import { shortCount, shortUsd } from '../../../parts/prompt/format.ts'
import type { ComboboxItem } from '../../../ui/combobox.tsx'

/** A model in the picker's list. `value` is the id as it goes into the request. */
export type ModelItem = ComboboxItem & { model: ModelInfo }

/** The known models, by line; the retired ones come last. */
export function modelItems(models: readonly ModelInfo[]): ModelItem[] {
  const items = models.map((model) => ({
    value: requestId(model),
    label: model.displayName,
    group: groupOf(model),
    keywords: [model.id, ...model.aliases].join(' '),
    model,
  }))
  return [...items.filter(({ group }) => group !== retired), ...items.filter(({ group }) => group === retired)]
}

const retired = 'Retired'

function groupOf({ lifecycle, line, listing }: ModelInfo): string {
  if (lifecycle === 'retired') return retired
  if (line !== null) return capitalized(line)
  return listing?.isListed ? 'On this server' : 'Your own'
}

/** The name of the model with this id; the id itself where it has none. */
export function nameOf(models: readonly ModelInfo[], id: string): string {
  return findModel(models, id)?.displayName ?? id
}

/** What was typed as the id to send: a display name means its model, everything else is taken as it is. */
export function typedModelId(models: readonly ModelInfo[], text: string): string {
  const named = models.find(({ displayName }) => displayName.toLowerCase() === text.trim().toLowerCase())
  return named ? requestId(named) : text.trim()
}

/** `200k`, `$1 in`, `$5 out`; what is not known is left out, but for a price, which is said to be unknown. */
export function modelFacts({ contextWindow, pricing, ownPrices }: ModelInfo): string[] {
  const { inputPerMTok, outputPerMTok } = pricing
  const isPriced = inputPerMTok !== null || outputPerMTok !== null
  const facts = [
    contextWindow === null ? null : shortCount(contextWindow),
    inputPerMTok === null ? null : `${shortUsd(inputPerMTok)} in`,
    outputPerMTok === null ? null : `${shortUsd(outputPerMTok)} out`,
    isPriced ? null : 'price unknown',
    ownPrices ? 'your prices' : null,
  ]
  return facts.filter((fact) => fact !== null)
}

/** Whether so little is known of a model that the rules can say little about it. */
export function isUnknown(model: ModelInfo | null): boolean {
  return model === null || (model.listing !== undefined && !model.listing.isCatalogued && !model.listing.assumedFrom)
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
