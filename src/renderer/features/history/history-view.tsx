import { X } from 'lucide-react'
import { Suspense, useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { Answer } from '#shared/contract'
import type { RunChoice } from '#shared/history'
import type { Host } from '../../host/host.ts'
import { reportFailure } from '../../parts/report-failure.ts'
import { countText } from '../../parts/response/format.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { lazyPart } from '../../ui/lazy-part.ts'
import { Notice } from '../../ui/notice.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { TextField } from '../../ui/text-field.tsx'
import type { Toaster } from '../../ui/toast.tsx'
import { FilterBar } from './filter-bar.tsx'
import { HistoryRows } from './history-rows.tsx'
import { HistoryTools } from './history-tools.tsx'
import styles from './history-view.module.css'
import type { HistoryViewState, HistoryViewStore } from './history-view-store.ts'
import { NoteField } from './note-field.tsx'
import { SelectionBar } from './selection-bar.tsx'
import { TransferBar } from './transfer-bar.tsx'
import type { TransferStore } from './transfer-store.ts'

const CompareDialog = lazyPart(async () => (await import('./compare-dialog.tsx')).CompareDialog)
const UsageDialog = lazyPart(async () => (await import('./usage-dialog.tsx')).UsageDialog)
const ExportDialog = lazyPart(async () => (await import('./export-dialog.tsx')).ExportDialog)
const RemoveDialog = lazyPart(async () => (await import('./remove-dialog.tsx')).RemoveDialog)

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

type Removing = { choice: RunChoice; count: number; copies: Answer<'history.copies'> }

/** Every run: search as one types, filters, stars and notes. The run that is chosen is shown in the response pane. */
export function HistoryView(props: HistoryViewProps) {
  const { host, store, toaster, shownId, onOpen, onClose, onChanged, searchAsked, transfer } = props
  const state = useStore(store)
  const { text, filter, order, rows, hasMore, failure, facets, selected } = state
  const [compared, setCompared] = useState<readonly string[] | null>(null)
  const [removing, setRemoving] = useState<Removing | null>(null)
  const [isUsageOpen, setUsageOpen] = useState(false)
  const [exporting, setExporting] = useState<RunChoice | null>(null)
  const search = useRef<HTMLDivElement>(null)
  useEffect(() => void store.getState().reload(), [store])
  // biome-ignore lint/correctness/useExhaustiveDependencies: each time it is asked for
  useEffect(() => {
    const field = search.current?.querySelector('input')
    field?.focus()
    field?.select()
  }, [searchAsked])
  const shown = rows.find(({ run }) => run.id === shownId)?.run
  const chosen = [...selected]
  const askToRemove = (choice: RunChoice) => {
    const asked = Promise.all([host.call('history.count', { choice }), host.call('history.copies', {})])
    reportFailure(
      toaster,
      asked.then(([count, copies]) => setRemoving({ choice, count, copies })),
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
          what={whatWords(state)}
          onUsage={() => setUsageOpen(true)}
          onExport={() => setExporting(choiceOf(state))}
          onImport={(file) => void transfer.getState().importFile(file)}
          onDelete={facets && facets.total > 0 ? () => askToRemove(choiceOf(state)) : null}
        />
        <IconButton size="small" label="Close the history" icon={<X size={15} />} onClick={onClose} />
      </header>
      <div className={styles.search} ref={search}>
        <TextField
          label="Search runs"
          hideLabel
          type="search"
          className={styles.field}
          placeholder="Search prompts, answers and notes"
          value={text}
          onChange={state.setText}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return
            event.preventDefault()
            if (text === '') onClose()
            else state.setText('')
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
            onChange={state.setOrder}
          />
        )}
      </div>
      <FilterBar filter={filter} facets={facets} onChange={state.setFilter} />
      {failure && (
        <div className={styles.problem}>
          <Notice tone="error">{failure.message.slice(0, 1_000)}</Notice>
        </div>
      )}
      {!failure && rows.length === 0 && !state.isLoading && <p className={styles.none}>{emptyWords(state)}</p>}
      <HistoryRows
        rows={rows}
        hasMore={hasMore}
        shownId={shownId}
        selected={selected}
        onOpen={onOpen}
        onSelect={state.select}
        onStar={(id, isStarred) => reportFailure(toaster, state.star([id], isStarred))}
        onEnd={() => void state.loadMore()}
      />
      <TransferBar store={transfer} />
      {state.removal ? (
        <div className={styles.bar} role="status">
          Deleting: {countText(state.removal.removed)} of {countText(state.removal.total)} runs
          <Button size="small" onClick={state.stopRemoval}>
            Stop
          </Button>
        </div>
      ) : chosen.length > 0 ? (
        <SelectionBar
          count={chosen.length}
          onCompare={() => setCompared(chosen)}
          onStar={() => reportFailure(toaster, state.star(chosen, true))}
          onDelete={() => askToRemove({ ids: chosen })}
          onClear={state.selectNone}
        />
      ) : (
        shown && (
          <NoteField
            key={shown.id}
            run={shown}
            onNote={(note) => reportFailure(toaster, state.note(shown.id, note))}
            onDelete={() => state.select(shown.id, true)}
          />
        )
      )}
      <Suspense>
        {compared && <CompareDialog host={host} ids={compared} onClose={() => setCompared(null)} />}
        {removing && (
          <RemoveDialog
            count={removing.count}
            copies={removing.copies}
            onConfirm={() => {
              setRemoving(null)
              reportFailure(toaster, state.remove(removing.choice).finally(onChanged))
            }}
            onCancel={() => setRemoving(null)}
          />
        )}
        {exporting && (
          <ExportDialog
            what={whatWords(state)}
            onExport={(format, withWire) => {
              setExporting(null)
              void transfer.getState().exportRuns({ choice: exporting, format, withWire })
            }}
            onCancel={() => setExporting(null)}
          />
        )}
        {isUsageOpen && <UsageDialog host={host} onClose={() => setUsageOpen(false)} />}
      </Suspense>
    </div>
  )
}

/** What is selected, else what the filters let through: a search narrows nothing but the list. */
function choiceOf({ selected, filter }: HistoryViewState): RunChoice {
  return selected.size > 0 ? { ids: [...selected] } : { filter }
}

function whatWords({ selected, filter }: HistoryViewState): string {
  if (selected.size > 0) return `${countText(selected.size)} selected`
  return Object.keys(filter).length > 0 ? 'all that pass the filters' : 'all runs'
}

function countWords({ rows, hasMore, facets, text, filter, unread }: HistoryViewState): string {
  const isAll = text.trim() === '' && Object.keys(filter).length === 0
  const count = isAll && facets ? countText(Math.max(facets.total, rows.length)) : countText(rows.length)
  const words = `${count}${hasMore && !(isAll && facets) ? '+' : ''} ${rows.length === 1 && !hasMore ? 'run' : 'runs'}`
  return unread > 0 ? `${words} · ${countText(unread)} not searched yet` : words
}

function emptyWords({ text, filter, facets }: HistoryViewState): string {
  if (text.trim() !== '') return 'No run says this. Words are found whole, or by their beginning while you type.'
  if (Object.keys(filter).length > 0) return 'No run passes these filters.'
  return facets === null ? '' : 'Runs are kept here, also failed ones.'
}
