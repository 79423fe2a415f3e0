import { z } from 'zod'
import { ownPricesSchema } from '#shared/models/price-schema'
import type { OwnPrices } from '#shared/models/prices'
import type { SettingsStore } from '../core-deps.ts'

export type OwnPriceList = {
  all: () => Map<string, OwnPrices>
  /** `null` goes back to the list prices. */
  set: (modelId: string, prices: OwnPrices | null) => void
}

const modelId = z.string().min(1).max(200)

/** The prices that the user set, by model id, kept in the settings. An unusable one is left out alone, not with the rest. */
export function createOwnPrices(settings: SettingsStore): OwnPriceList {
  const all = (): Map<string, OwnPrices> => {
    const stored = settings.get('prices')
    if (typeof stored !== 'object' || stored === null) return new Map()
    const usable = Object.entries(stored).flatMap(([id, prices]) => {
      const checked = ownPricesSchema.safeParse(prices)
      return checked.success && modelId.safeParse(id).success ? [[id, checked.data] as const] : []
    })
    return new Map(usable)
  }
  return {
    all,
    set: (id, prices) => {
      const others = [...all()].filter(([other]) => other !== id)
      const isEmpty = prices === null || Object.values(prices).every((tier) => Object.keys(tier).length === 0)
      settings.set('prices', Object.fromEntries(isEmpty ? others : [...others, [id, prices]]))
    },
  }
}
