import { createStore, type StoreApi } from 'zustand/vanilla'
import { type AppErrorData, toErrorData } from '#shared/app-error'
import {
  fitsFilter,
  noMarks,
  type RunChoice,
  type RunFacets,
  type RunFilter,
  type RunHit,
  type RunMarks,
  type SearchOrder,
} from '#shared/runs/history'
import type { RunSummary } from '#shared/runs/run'
import type { Host } from '../../host/host.ts'

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

const pageSize = 50
/** Fewer than a page, since each is shown with its words: the first ones are there as one types. */
const hitsAtOnce = 20
/** A page that a filter leaves nearly empty is followed by the next ones, so that there is something to scroll. */
const fewestRows = 20

export function createHistoryViewStore(host: Host): HistoryViewStore {
  let next: string | null = null
  let question = 0
  let isAsking = false
  let removing: AbortController | null = null

  return createStore<HistoryViewState>()((set, get) => {
    async function page(after: string | null): Promise<{ rows: RunHit[]; next: string | null; unread: number }> {
      const { text, filter, order } = get()
      if (text.trim() === '') {
        const { runs, hasMore } = await host.call('runs.list', { before: after, limit: pageSize, filter })
        const rows = runs.map((run): RunHit => ({ run, where: 'answer', parts: [] }))
        return { rows, next: hasMore ? (runs.at(-1)?.id ?? null) : null, unread: 0 }
      }
      const found = await host.call('history.search', { text, filter, order, after, limit: hitsAtOnce })
      return { rows: found.hits, next: found.next, unread: found.unread }
    }

    /** Asks for the first page. While an answer is on its way, only the last question of those that follow is asked. */
    async function ask(): Promise<void> {
      question += 1
      if (isAsking) return
      isAsking = true
      set({ isLoading: true })
      try {
        for (let asked = -1; asked !== question; ) {
          asked = question
          const first = await page(null)
          if (asked === question) show([], first)
        }
        set({ failure: null })
        void count(question)
      } catch (error) {
        set({ failure: toErrorData(error), rows: [], hasMore: false })
      } finally {
        isAsking = false
        set({ isLoading: false })
      }
      if (get().rows.length < fewestRows) await get().loadMore()
    }

    /** Counts what passes the filters, for whoever reads the number above the list. */
    async function count(asked: number): Promise<void> {
      const { text, filter, hasMore } = get()
      set({ counted: null })
      if (!hasMore || text.trim() !== '' || Object.keys(filter).length === 0) return
      try {
        const counted = await host.call('history.count', { choice: { filter } })
        if (asked === question) set({ counted })
      } catch {
        // The list says why the history cannot be read; without a number it says how many it shows.
      }
    }

    function show(before: readonly RunHit[], found: { rows: RunHit[]; next: string | null; unread: number }) {
      next = found.next
      set({ rows: [...before, ...found.rows], hasMore: found.next !== null, unread: found.unread })
    }

    async function loadFacets(): Promise<void> {
      try {
        set({ facets: await host.call('history.facets', {}) })
      } catch (error) {
        set({ failure: toErrorData(error) })
      }
    }

    const mark = (ids: readonly string[], marks: Partial<RunMarks>) => {
      const wanted = new Set(ids)
      set({
        rows: get().rows.map((row) => (wanted.has(row.run.id) ? { ...row, run: { ...row.run, ...marks } } : row)),
      })
    }

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
      reload: async () => {
        await Promise.all([ask(), loadFacets()])
      },
      loadMore: async () => {
        const asked = question
        if (get().isLoading || next === null) return
        set({ isLoading: true })
        try {
          const wanted = get().rows.length + fewestRows
          while (next !== null && get().rows.length < wanted) {
            const found = await page(next)
            if (asked !== question) return
            show(get().rows, found)
          }
        } catch (error) {
          set({ failure: toErrorData(error) })
        } finally {
          if (!isAsking) set({ isLoading: false })
        }
      },
      select: (id, isSelected) => {
        const selected = new Set(get().selected)
        if (isSelected) selected.add(id)
        else selected.delete(id)
        set({ selected })
      },
      selectNone: () => set({ selected: new Set() }),
      star: async (ids, isStarred) => {
        mark(ids, { isStarred })
        await host.call('history.star', { ids: [...ids], isStarred }).catch((error: unknown) => {
          mark(ids, { isStarred: !isStarred })
          throw error
        })
      },
      note: async (id, note) => {
        await host.call('history.note', { id, note })
        mark([id], { note })
      },
      remove: async (choice) => {
        if (removing) return
        removing = new AbortController()
        set({ removal: { removed: 0, total: 0 }, selected: new Set() })
        try {
          for await (const events of host.stream('history.remove', { choice }, { signal: removing.signal })) {
            set({ removal: events.at(-1) ?? null })
          }
        } finally {
          removing = null
          set({ removal: null })
          await get().reload()
        }
      },
      stopRemoval: () => removing?.abort(),
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
