import type { ModelInfo, Prices } from './models.ts'

export const priceFields = ['inputPerMTok', 'outputPerMTok', 'cacheWrite5m', 'cacheWrite1h', 'cacheRead'] as const
export type PriceField = (typeof priceFields)[number]

/** The lists that a model has: the usual one, the one above so many prompt tokens, and the one of fast mode. */
export const priceTiers = ['standard', 'longContext', 'fast'] as const
export type PriceTier = (typeof priceTiers)[number]

/** Prices of the user's own, which take the place of list prices. What is not named keeps the list price. */
export type OwnPrices = { [Tier in PriceTier]?: Partial<Record<PriceField, number>> }

/** The dearest price that may be set, in US dollars for a million tokens: a thousand times what any model costs. */
export const highestPrice = 100_000

/** Whether a number can be a price. */
export function isPrice(usdPerMTok: number): boolean {
  return Number.isFinite(usdPerMTok) && usdPerMTok >= 0 && usdPerMTok <= highestPrice
}

/** Whether this price was set by the user. */
export function isOwnPrice(model: ModelInfo, tier: PriceTier, field: PriceField): boolean {
  return model.ownPrices?.set[tier]?.[field] !== undefined
}

/** The list prices behind the user's own; the same as `pricing` where there are none. */
export function listPricing(model: ModelInfo): ModelInfo['pricing'] {
  return model.ownPrices?.list ?? model.pricing
}

/** The model with the user's own prices laid over the list prices, which it keeps in `ownPrices.list`. */
export function withOwnPrices(model: ModelInfo, set: OwnPrices | undefined): ModelInfo {
  if (!set || Object.values(set).every((tier) => Object.keys(tier).length === 0)) return model
  const { pricing: list } = model
  const { inputPerMTok = null, outputPerMTok = null } = { ...list.fast, ...set.fast }
  return {
    ...model,
    pricing: {
      ...list,
      ...set.standard,
      longContext: list.longContext && { ...list.longContext, ...set.longContext },
      fast: list.fast || set.fast ? { inputPerMTok, outputPerMTok } : null,
    },
    ownPrices: { set, list },
  }
}

/**
 * The prices of one list; every price is null where the list, or the model, is unknown. In fast mode a write to the cache or
 * a read costs as many times the price of input as it does otherwise (Messages API reference, prices).
 */
export function pricesOf(model: ModelInfo | null, tier: PriceTier): Prices {
  if (!model) return unknownPrices
  const { longContext, fast, ...standard } = model.pricing
  if (tier === 'standard') return standard
  if (tier === 'longContext') return longContext ?? unknownPrices
  if (!fast) return unknownPrices
  const { inputPerMTok } = fast
  const scaled = (price: number | null) =>
    price === null || inputPerMTok === null || !standard.inputPerMTok
      ? null
      : (price / standard.inputPerMTok) * inputPerMTok
  return {
    ...fast,
    cacheWrite5m: scaled(standard.cacheWrite5m),
    cacheWrite1h: scaled(standard.cacheWrite1h),
    cacheRead: scaled(standard.cacheRead),
  }
}

const unknownPrices: Prices = {
  inputPerMTok: null,
  outputPerMTok: null,
  cacheWrite5m: null,
  cacheWrite1h: null,
  cacheRead: null,
}
