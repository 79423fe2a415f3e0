import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ConnectionKind } from '#shared/connections/connection'
import type { ModelList } from '#shared/contract/models'
import type { ModelInfo } from '#shared/models/models'
import type { Host } from '../../host/host.ts'

/** What a prompt is judged against besides itself: the known models, and what kind of server would get the request. */
export type RequestContext = {
  models: ModelInfo[]
  /** How the server's own list of them came; `null` before the first. */
  live: ModelList['live'] | null
  connectionKind: ConnectionKind
  /** Changes whenever another connection becomes the active one. */
  connectionId: string
  /** Whether the host opens links outside the window; otherwise the page does. */
  canOpenLinks: boolean
  /** Asks the core again; call it after a connection was chosen, changed or got its key. */
  load: () => Promise<void>
  /** Takes in the list of models whenever it changes. Resolves when the core is gone. */
  follow: () => Promise<void>
}

export type RequestContextStore = StoreApi<RequestContext>

export function createRequestContextStore(host: Host): RequestContextStore {
  return createStore<RequestContext>()((set) => ({
    models: [],
    live: null,
    connectionKind: 'simulator',
    connectionId: 'simulator',
    canOpenLinks: false,
    load: async () => {
      const [{ models, live }, { connections, activeId }, { can }] = await Promise.all([
        host.call('models.list', {}),
        host.call('connections.list', {}),
        host.call('app.info', {}),
      ])
      const active = connections.find(({ id }) => id === activeId)
      set({
        models,
        live,
        connectionKind: active?.kind ?? 'simulator',
        connectionId: activeId,
        canOpenLinks: can.openLinks,
      })
    },
    follow: async () => {
      try {
        for await (const lists of host.stream('models.watch', {})) {
          const newest = lists.at(-1)
          if (newest) set(newest)
        }
      } catch {
        // The core is gone, which the window says by itself; the models stay as they were.
      }
    },
  }))
}
