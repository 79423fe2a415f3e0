import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Run } from '#shared/runs/run'
import type { Usage } from '#shared/runs/usage'

/** What the newest run of each prompt used, as far as it is known in this window. */
export type LastRunState = {
  usageOf: ReadonlyMap<string, Usage>
  /** Takes in a run; one without usage says nothing. */
  note: (run: Pick<Run, 'promptId' | 'usage'>) => void
}

export type LastRunStore = StoreApi<LastRunState>

export function createLastRunStore(): LastRunStore {
  return createStore<LastRunState>()((set, get) => ({
    usageOf: new Map(),
    note: ({ promptId, usage }) => {
      if (usage) set({ usageOf: new Map(get().usageOf).set(promptId, usage) })
    },
  }))
}
