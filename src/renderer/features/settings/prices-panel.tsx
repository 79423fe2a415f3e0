import { useState } from 'react'
import { useStore } from 'zustand'
import { findModel, type ModelInfo } from '#shared/models/models'
import type { Host } from '../../host/host.ts'
import { usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { createPriceStore, ownPricesOf } from './price-store.ts'
import { PriceTable } from './price-table.tsx'
import styles from './prices.module.css'

/** What models cost: the list prices, and the user's own in their place. */
export function PricesPanel({ host }: { host: Host }) {
  const { models, live } = useStore(usePromptServices().context)
  const [store] = useState(() => createPriceStore(host))
  const { edited, problem, add } = useStore(store)
  const [query, setQuery] = useState('')
  const typed = query.trim()
  const shown = models.filter((model) => isShown(model, typed, Object.keys(ownPricesOf(model, edited)).length > 0))
  const checked = models.reduce((newest, { checkedAt }) => (checkedAt > newest ? checkedAt : newest), '')
  return (
    <>
      <p>
        US dollars for a million tokens. An empty field takes the list price, which it shows; a price of your own counts
        for every later estimate and run. List prices as of {checked}.
      </p>
      <div className={styles.tools}>
        <div className={styles.search}>
          <TextField
            label="Find a model"
            hideLabel
            placeholder="Find a model, or type any id"
            value={query}
            onChange={setQuery}
          />
        </div>
        {typed !== '' && !findModel(models, typed) && (
          <Button
            onClick={() => {
              void add(typed)
            }}
          >
            Set prices for “{typed.slice(0, 40)}”
          </Button>
        )}
        <RefreshButton host={host} />
      </div>
      {problem && <Notice tone="error">{problem}</Notice>}
      {live?.problem && <Notice tone="warning">The server could not be asked for its models: {live.problem}</Notice>}
      {shown.length === 0 ? (
        <p className={styles.muted}>No model in the list matches.</p>
      ) : (
        <PriceTable models={shown} store={store} />
      )}
    </>
  )
}

/** Retired models are left out, unless they are looked for or have prices of the user's own. */
function isShown(model: ModelInfo, query: string, isOwn: boolean): boolean {
  if (query === '') return model.lifecycle !== 'retired' || isOwn
  const text = [model.displayName, model.id, ...model.aliases].join(' ').toLowerCase()
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

function RefreshButton({ host }: { host: Host }) {
  const [isAsking, setIsAsking] = useState(false)
  const ask = async () => {
    setIsAsking(true)
    // What went wrong comes with the list.
    await host.call('models.refresh', {}).catch(() => {})
    setIsAsking(false)
  }
  return (
    <Button disabled={isAsking} onClick={() => void ask()}>
      {isAsking ? 'Asking the server…' : 'Refresh the list of models'}
    </Button>
  )
}
