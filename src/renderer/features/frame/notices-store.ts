import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AppNotice } from '#shared/contract/app'
import type { Host } from '../../host/host.ts'

export type NoticesState = {
  /** What happened to the person's files and was not dismissed yet, oldest first. */
  notices: readonly AppNotice[]
  /** Listens until the core is gone; rejects then. */
  listen: () => Promise<void>
  /** Takes one away, here and for every later window. */
  dismiss: (id: string) => Promise<void>
}

export type NoticesStore = StoreApi<NoticesState>

export function createNoticesStore(host: Host): NoticesStore {
  return createStore<NoticesState>()((set, get) => ({
    notices: [],
    listen: async () => {
      for await (const news of host.stream('app.notices', {})) set({ notices: [...get().notices, ...news] })
    },
    dismiss: async (id) => {
      set({ notices: get().notices.filter((notice) => notice.id !== id) })
      await host.call('app.dismissNotice', { id })
    },
  }))
}
