import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { Button } from '../../ui/button.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { TextField } from '../../ui/text-field.tsx'
import styles from './history-view.module.css'
import type { HistoryViewStore } from './history-view-store.ts'

type HistorySearchProps = {
  store: HistoryViewStore
  /** A number that changes whenever the field is wanted. */
  asked: number
  /** Escape in an empty field. */
  onLeave: () => void
  areFiltersOpen: boolean
  onFilters: (areOpen: boolean) => void
}

/** The words that are searched for, and what comes first of what is found; in a low room the way to the filters, too. */
export function HistorySearch({ store, asked, onLeave, areFiltersOpen, onFilters }: HistorySearchProps) {
  const { text, order, filter, setText, setOrder } = useStore(store)
  const filters = Object.keys(filter).length
  const place = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each time it is asked for
  useEffect(() => {
    const field = place.current?.querySelector('input')
    field?.focus()
    field?.select()
  }, [asked])
  return (
    <div className={styles.search} ref={place}>
      <TextField
        label="Search runs"
        hideLabel
        type="search"
        className={styles.field}
        placeholder="Search prompts, answers and notes"
        value={text}
        onChange={setText}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.preventDefault()
          if (text === '') onLeave()
          else setText('')
        }}
      />
      {text.trim() !== '' && (
        <Segmented
          label="Order"
          options={[
            { value: 'newest', label: 'Newest' },
            { value: 'best', label: 'Best' },
          ]}
          value={order}
          onChange={setOrder}
        />
      )}
      <Button
        size="small"
        variant="ghost"
        className={styles.filterButton}
        aria-expanded={areFiltersOpen}
        onClick={() => onFilters(!areFiltersOpen)}
      >
        Filters{filters > 0 && ` · ${filters}`}
      </Button>
    </div>
  )
}
