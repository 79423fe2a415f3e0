import { X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { RunChoice } from '#shared/runs/history'
import type { Host } from '../../host/host.ts'
import { reportFailure } from '../../parts/report-failure.ts'
import { IconButton } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import type { Toaster } from '../../ui/toast.tsx'
import { FilterBar } from './filter-bar.tsx'
import { HistoryBar } from './history-bar.tsx'
import { HistoryDialogs, type HistoryQuestion } from './history-dialogs.tsx'
import { HistoryRows } from './history-rows.tsx'
import { HistorySearch } from './history-search.tsx'
import { HistoryTools } from './history-tools.tsx'
import styles from './history-view.module.css'
import type { HistoryViewStore } from './history-view-store.ts'
import { choiceOf, choiceWords, countWords, emptyWords } from './history-words.ts'
import { TransferBar } from './transfer-bar.tsx'
import type { TransferStore } from './transfer-store.ts'

export type HistoryViewProps = {
  host: Host
  store: HistoryViewStore
  transfer: TransferStore
  toaster: Toaster
  /** The run that the response pane shows. */
  shownId: string | null
  onOpen: (id: string) => void
  onClose: () => void
  /** Runs are gone, or have come from a file. */
  onChanged: () => void
  /** A number that changes whenever the search field is wanted. */
  searchAsked: number
}

/** Every run: search as one types, filters, stars and notes. The run that is chosen is shown in the response pane. */
export function HistoryView(props: HistoryViewProps) {
  const { host, store, toaster, shownId, onOpen, onClose, onChanged, searchAsked, transfer } = props
  const state = useStore(store)
  const { filter, rows, failure, facets } = state
  const [question, setQuestion] = useState<HistoryQuestion | null>(null)
  const [areFiltersOpen, setFiltersOpen] = useState(false)
  useEffect(() => void store.getState().reload(), [store])
  const askToRemove = (choice: RunChoice) => {
    const asked = Promise.all([host.call('history.count', { choice }), host.call('history.copies', {})])
    reportFailure(
      toaster,
      asked.then(([count, copies]) => setQuestion({ kind: 'remove', choice, count, copies })),
    )
  }
  return (
    <div className={styles.view}>
      <header className={styles.header}>
        <h2 className={styles.title}>History</h2>
        <span className={styles.count} role="status">
          {countWords(state)}
        </span>
        <HistoryTools
          what={choiceWords(state)}
          onUsage={() => setQuestion({ kind: 'usage' })}
          onExport={() => setQuestion({ kind: 'export', choice: choiceOf(state), what: choiceWords(state) })}
          onImport={(file) => void transfer.getState().importFile(file)}
          onDelete={facets && facets.total > 0 ? () => askToRemove(choiceOf(state)) : null}
        />
        <IconButton size="small" label="Close the history" icon={<X size={15} />} onClick={onClose} />
      </header>
      <HistorySearch
        store={store}
        asked={searchAsked}
        onLeave={onClose}
        areFiltersOpen={areFiltersOpen}
        onFilters={setFiltersOpen}
      />
      <FilterBar filter={filter} facets={facets} isOpen={areFiltersOpen} onChange={state.setFilter} />
      {failure && (
        <div className={styles.problem}>
          <Notice tone="error">{failure.message.slice(0, 1_000)}</Notice>
        </div>
      )}
      {!failure && rows.length === 0 && !state.isLoading && <p className={styles.none}>{emptyWords(state)}</p>}
      <HistoryRows
        rows={rows}
        hasMore={state.hasMore}
        shownId={shownId}
        selected={state.selected}
        onOpen={onOpen}
        onSelect={state.select}
        onStar={(id, isStarred) => reportFailure(toaster, state.star([id], isStarred))}
        onEnd={() => void state.loadMore()}
      />
      <TransferBar store={transfer} />
      <HistoryBar
        store={store}
        toaster={toaster}
        shownId={shownId}
        onCompare={(ids) => setQuestion({ kind: 'compare', ids })}
        onDelete={(ids) => askToRemove({ ids })}
      />
      <HistoryDialogs
        host={host}
        question={question}
        onRemove={(choice) => reportFailure(toaster, state.remove(choice).finally(onChanged))}
        onExport={(choice, format, withWire) => void transfer.getState().exportRuns({ choice, format, withWire })}
        onClose={() => setQuestion(null)}
      />
    </div>
  )
}
