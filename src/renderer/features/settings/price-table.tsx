import { memo } from 'react'
import { useStore } from 'zustand'
import type { ModelInfo } from '#shared/models/models'
import { listPricing, type PriceField, type PriceTier, priceFields } from '#shared/models/prices'
import { Button } from '../../ui/button.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { VisuallyHidden } from '../../ui/visually-hidden.tsx'
import { ownPricesOf, type PriceStore } from './price-store.ts'
import styles from './prices.module.css'

const columns: Record<PriceField, string> = {
  inputPerMTok: 'Input',
  outputPerMTok: 'Output',
  cacheWrite5m: 'Cache write, 5 min',
  cacheWrite1h: 'Cache write, 1 h',
  cacheRead: 'Cache read',
}

/** One line for each list of prices that a model has. */
export function PriceTable({ models, store }: { models: readonly ModelInfo[]; store: PriceStore }) {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">Model</th>
          {priceFields.map((field) => (
            <th key={field} scope="col">
              {columns[field]}
            </th>
          ))}
          <th scope="col">
            <VisuallyHidden>Reset</VisuallyHidden>
          </th>
        </tr>
      </thead>
      <tbody>
        {models.flatMap((model) =>
          tiersOf(model).map((tier) => <Row key={`${model.id} ${tier}`} model={model} tier={tier} store={store} />),
        )}
      </tbody>
    </table>
  )
}

type RowProps = { model: ModelInfo; tier: PriceTier; store: PriceStore }

const Row = memo(function Row({ model, tier, store }: RowProps) {
  const own = useStore(store, ({ edited }) => ownPricesOf(model, edited))
  const { set, reset } = store.getState()
  const list = listPricing(model)
  const name = [model.displayName, tierName(model, tier)].filter(Boolean).join(', ')
  const isOwn = tier === 'standard' && Object.values(own).some((prices) => Object.keys(prices).length > 0)
  return (
    <tr>
      <th scope="row">
        {tier === 'standard' ? model.displayName : <span className={styles.tier}>{tierName(model, tier)}</span>}
        {tier === 'standard' && model.displayName !== model.id && <code className={styles.id}>{model.id}</code>}
      </th>
      {priceFields.map((field) => {
        const price = (tier === 'standard' ? list : list[tier]) as Partial<Record<PriceField, number | null>> | null
        if (tier === 'fast' && field.startsWith('cache')) return <td key={field} className={styles.none} />
        return (
          <td key={field}>
            <NumberField
              label={`${columns[field]}, ${name}`}
              value={own[tier]?.[field] ?? null}
              placeholder={price?.[field] == null ? 'unknown' : String(price[field])}
              step={0.1}
              emptyMeans="The list price counts."
              onChange={(value) => void set(model, tier, field, value)}
            />
          </td>
        )
      })}
      <td>
        {isOwn && (
          <Button variant="link" size="small" aria-label={`Reset ${name}`} onClick={() => void reset(model)}>
            Reset
          </Button>
        )}
      </td>
    </tr>
  )
})

function tiersOf({ pricing, capabilities, ownPrices }: ModelInfo): PriceTier[] {
  const tiers: PriceTier[] = ['standard']
  if (pricing.longContext) tiers.push('longContext')
  if (pricing.fast || ownPrices?.set.fast || capabilities.fast === true) tiers.push('fast')
  return tiers
}

function tierName({ pricing }: ModelInfo, tier: PriceTier): string | null {
  if (tier === 'fast') return 'fast mode'
  const above = pricing.longContext?.abovePromptTokens
  return tier === 'longContext' && above !== undefined ? `above ${above / 1_000}k prompt tokens` : null
}
