// What is done to runs of the list: selected, starred, given a note, removed.
import type { RunMarks } from '#shared/runs/history'
import type { Host } from '../../host/host.ts'
import type { HistoryViewState, HistoryViewStore } from './history-view-store.ts'

export type RunMarking = Pick<HistoryViewState, 'select' | 'selectNone' | 'star' | 'note' | 'remove' | 'stopRemoval'>

export function createRunMarking(
  host: Host,
  { getState: get, setState: set }: Pick<HistoryViewStore, 'getState' | 'setState'>,
): RunMarking {
  let removing: AbortController | null = null

  const mark = (ids: readonly string[], marks: Partial<RunMarks>) => {
    const wanted = new Set(ids)
    set({
      rows: get().rows.map((row) => (wanted.has(row.run.id) ? { ...row, run: { ...row.run, ...marks } } : row)),
    })
  }

  return {
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
  }
}
