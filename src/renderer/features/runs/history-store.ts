import { createStore, type StoreApi } from 'zustand/vanilla'
import { type AppErrorData, toErrorData } from '#shared/app-error'
import type { RunSummary } from '#shared/runs/run'
import type { Host } from '../../host/host.ts'

export type HistoryState = {
  /** Newest first. */
  runs: readonly RunSummary[]
  hasMore: boolean
  isLoading: boolean
  failure: AppErrorData | null
  /** Loads the first page, or the one after the oldest run shown. Does nothing while a page is on its way. */
  loadMore: () => Promise<void>
  /** Shows a run that has just begun or ended. */
  put: (run: RunSummary) => void
  /** Reads the newest runs again: some are gone. */
  reload: () => Promise<void>
}

export type HistoryStore = StoreApi<HistoryState>

const pageSize = 50

export function createHistoryStore(host: Host): HistoryStore {
  return createStore<HistoryState>()((set, get) => ({
    runs: [],
    hasMore: true,
    isLoading: false,
    failure: null,
    loadMore: async () => {
      const { runs, hasMore, isLoading } = get()
      if (isLoading || !hasMore) return
      set({ isLoading: true, failure: null })
      try {
        const page = await host.call('runs.list', { before: runs.at(-1)?.id ?? null, limit: pageSize })
        set({ runs: merge(get().runs, page.runs), hasMore: page.hasMore })
      } catch (error) {
        set({ failure: toErrorData(error) })
      } finally {
        set({ isLoading: false })
      }
    },
    put: (run) => set({ runs: merge([run], get().runs) }),
    reload: async () => {
      set({ runs: [], hasMore: true })
      await get().loadMore()
    },
  }))
}

/** Both lists, newest first and in the order of the core, which the next page goes on in; a run that is in both is taken from the first. */
function merge(first: readonly RunSummary[], second: readonly RunSummary[]): RunSummary[] {
  const known = new Set(first.map(({ id }) => id))
  const all = [...first, ...second.filter(({ id }) => !known.has(id))]
  return all.sort((one, other) => compare(other.startedAt, one.startedAt) || compare(other.id, one.id))
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other)
}
