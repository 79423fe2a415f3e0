// The runs that pass the filters, or a search, page by page.
import { toErrorData } from '#shared/app-error'
import type { RunHit } from '#shared/runs/history'
import type { Host } from '../../host/host.ts'
import type { HistoryViewState, HistoryViewStore } from './history-view-store.ts'

const pageSize = 50
/** Fewer than a page, since each is shown with its words: the first ones are there as one types. */
const hitsAtOnce = 20
/** A page that a filter leaves nearly empty is followed by the next ones, so that there is something to scroll. */
const fewestRows = 20

export type RunPages = Pick<HistoryViewState, 'reload' | 'loadMore'> & {
  /** Asks for the first page of what is asked for now. */
  ask: () => Promise<void>
}

export function createRunPages(
  host: Host,
  { getState: get, setState: set }: Pick<HistoryViewStore, 'getState' | 'setState'>,
): RunPages {
  let next: string | null = null
  let question = 0
  let isAsking = false

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
    if (get().rows.length < fewestRows) await loadMore()
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

  async function loadMore(): Promise<void> {
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
  }

  return {
    ask,
    loadMore,
    reload: async () => {
      await Promise.all([ask(), loadFacets()])
    },
  }
}
