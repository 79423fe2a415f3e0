import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AppErrorData } from '#shared/app-error'
import {
  fitsFilter,
  noMarks,
  type RunChoice,
  type RunFacets,
  type RunFilter,
  type RunHit,
  type SearchOrder,
} from '#shared/runs/history'
import type { RunSummary } from '#shared/runs/run'
import type { Host } from '../../host/host.ts'
import { createRunMarking } from './run-marking.ts'
import { createRunPages } from './run-pages.ts'

export type HistoryViewState = {
  text: string
  filter: RunFilter
  order: SearchOrder
  /** Newest first, or the best first. */
  rows: readonly RunHit[]
  hasMore: boolean
  isLoading: boolean
  /** How many runs pass the filters, where that is more than a page; `null` while it is not known, and of a search. */
  counted: number | null
  /** Runs that are not in the index yet, while something is searched for. */
  unread: number
  failure: AppErrorData | null
  /** What there is to filter by; `null` until it is known. */
  facets: RunFacets | null
  selected: ReadonlySet<string>
  /** Runs that are being removed. */
  removal: { removed: number; total: number } | null
  setText: (text: string) => void
  setFilter: (filter: RunFilter) => void
  setOrder: (order: SearchOrder) => void
  /** Lists the runs of a prompt, whatever was searched for. */
  showRunsOf: (promptId: string) => void
  /** Reads the first page, and what there is to filter by. */
  reload: () => Promise<void>
  loadMore: () => Promise<void>
  select: (id: string, isSelected: boolean) => void
  selectNone: () => void
  star: (ids: readonly string[], isStarred: boolean) => Promise<void>
  note: (id: string, note: string) => Promise<void>
  /** Removes runs for good; resolves when they are gone or the removal was stopped. */
  remove: (choice: RunChoice) => Promise<void>
  stopRemoval: () => void
  /** Shows a run that has begun or ended. */
  put: (run: RunSummary) => void
}

export type HistoryViewStore = StoreApi<HistoryViewState>

export function createHistoryViewStore(host: Host): HistoryViewStore {
  return createStore<HistoryViewState>()((set, get, store) => {
    const { ask, ...pages } = createRunPages(host, store)
    return {
      text: '',
      filter: {},
      order: 'newest',
      rows: [],
      hasMore: false,
      isLoading: false,
      counted: null,
      unread: 0,
      failure: null,
      facets: null,
      selected: new Set(),
      removal: null,
      ...pages,
      ...createRunMarking(host, store),
      setText: (text) => {
        set({ text })
        void ask()
      },
      setFilter: (filter) => {
        set({ filter, selected: new Set() })
        void ask()
      },
      setOrder: (order) => {
        set({ order })
        void ask()
      },
      showRunsOf: (promptId) => {
        set({ text: '', filter: { promptId }, selected: new Set() })
        void ask()
      },
      put: (run) => {
        const { rows, text, filter, counted } = get()
        const known = rows.findIndex((row) => row.run.id === run.id)
        const marks = rows[known]?.run ?? noMarks
        const row: RunHit = {
          run: { ...run, isStarred: marks.isStarred, note: marks.note },
          where: 'answer',
          parts: rows[known]?.parts ?? [],
        }
        if (known >= 0) set({ rows: rows.with(known, row) })
        else if (text.trim() === '' && fitsFilter(row.run, filter))
          set({ rows: [row, ...rows], counted: counted === null ? null : counted + 1 })
      },
    }
  })
}
