// What is told of a model in the list and beside it; loaded behind the first screen.
import type { ModelList } from '#shared/contract/models'
import type { ModelInfo } from '#shared/models/models'
import { momentText } from '../../../parts/response/format.ts'
import { nameOf } from './model-items.ts'

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

const soonDays = 90

/** From when on an active model may be retired, where that is soon and no date is announced; else `null`. */
export function retirementText({ lifecycle, retiresAt, retiresNotBefore }: ModelInfo, now: Date): string | null {
  if (lifecycle !== 'active' || retiresAt !== null || retiresNotBefore === null) return null
  const daysLeft = (Date.parse(retiresNotBefore) - now.getTime()) / 86_400_000
  return daysLeft > soonDays ? null : `may retire from ${retiresNotBefore} on`
}

/** What stands out about where an entry is from; `null` for one that the catalogue and the server both know. */
export function originText({ listing, line }: ModelInfo, models: readonly ModelInfo[]): string | null {
  if (!listing) return null
  if (listing.assumedFrom !== null) return `new: rules as for ${nameOf(models, listing.assumedFrom)}`
  if (!listing.isCatalogued) return line === null ? null : 'unknown model: rules limited'
  return listing.isListed ? null : 'not listed by this server'
}

/** Where the list of models is from, and how old it is. */
export function listText(models: readonly ModelInfo[], live: ModelList['live'] | null, now: Date): string {
  const checked = models.reduce((newest, { checkedAt }) => (checkedAt > newest ? checkedAt : newest), '')
  const catalogue = `the catalogue of ${checked}`
  const trouble = live?.problem ? ` It could not be asked again: ${live.problem}` : ''
  switch (live?.state) {
    case 'listed':
      return `The server’s list of ${momentText(live.listedAt ?? '', now)}, and ${catalogue}.${trouble}`
    case 'not-available':
      return `This server does not list its models: this is ${catalogue}.${trouble}`
    default:
      return live?.problem
        ? `This is ${catalogue}. The server’s own list is not known: ${live.problem}`
        : `This is ${catalogue}; the server has not told its own list yet.`
  }
}
