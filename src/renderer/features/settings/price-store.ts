import { createStore, type StoreApi } from 'zustand/vanilla'
import { toErrorData } from '#shared/app-error'
import type { ModelInfo } from '#shared/models/models'
import { highestPrice, isPrice, type OwnPrices, type PriceField, type PriceTier } from '#shared/models/prices'
import { groupedDigits } from '#shared/text/grouped-digits'
import type { Host } from '../../host/host.ts'

export type PriceState = {
  /** The prices that were edited here, by model id: what is on its way to the core counts at once. */
  edited: Record<string, OwnPrices>
  /** Why the last change was not made; `null` when it was. */
  problem: string | null
  /** Sets one price; `null` goes back to the list price. */
  set: (model: ModelInfo, tier: PriceTier, field: PriceField, usdPerMTok: number | null) => Promise<void>
  /** Goes back to every list price of a model. */
  reset: (model: ModelInfo) => Promise<void>
  /** Gives a model that is not in the list prices of its own: zero, until others are set. */
  add: (modelId: string) => Promise<void>
}

export type PriceStore = StoreApi<PriceState>

/** The user's own prices while they are edited. */
export function createPriceStore(host: Host): PriceStore {
  return createStore<PriceState>()((set, get) => {
    /** One call after the other, so that the last edit is the one that stays. */
    let last: Promise<unknown> = Promise.resolve()
    const write = async (modelId: string, prices: OwnPrices) => {
      set({ edited: { ...get().edited, [modelId]: prices }, problem: null })
      const call = last.then(() => host.call('models.setPrices', { modelId, prices }))
      last = call.catch(() => {})
      try {
        await call
      } catch (error) {
        set({ problem: toErrorData(error).message })
      }
    }
    return {
      edited: {},
      problem: null,
      set: async (model, tier, field, usdPerMTok) => {
        if (usdPerMTok !== null && !isPrice(usdPerMTok)) {
          set({ problem: `A price is a number from 0 to ${groupedDigits(highestPrice)}.` })
          return
        }
        const prices = ownPricesOf(model, get().edited)
        const { [field]: _before, ...others } = prices[tier] ?? {}
        await write(model.id, { ...prices, [tier]: usdPerMTok === null ? others : { ...others, [field]: usdPerMTok } })
      },
      reset: (model) => write(model.id, {}),
      add: (modelId) => write(modelId, { standard: { inputPerMTok: 0, outputPerMTok: 0 } }),
    }
  })
}

/** The user's prices of a model, as they are being edited. */
export function ownPricesOf(model: ModelInfo, edited: PriceState['edited']): OwnPrices {
  return edited[model.id] ?? model.ownPrices?.set ?? noPrices
}

const noPrices: OwnPrices = {}
