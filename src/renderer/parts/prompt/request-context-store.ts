import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ConnectionKind } from '#shared/connection'
import type { ModelInfo } from '#shared/models'
import type { Host } from '../../host/host.ts'

/** What a prompt is judged against besides itself: the known models, and what kind of server would get the request. */
export type RequestContext = {
  models: ModelInfo[]
  connectionKind: ConnectionKind
  /** Changes whenever another connection becomes the active one. */
  connectionId: string
  /** Whether the host opens links outside the window; otherwise the page does. */
  canOpenLinks: boolean
  /** Asks the core again; call it after a connection was chosen, changed or got its key. */
  load: () => Promise<void>
}

export type RequestContextStore = StoreApi<RequestContext>

export function createRequestContextStore(host: Host): RequestContextStore {
  return createStore<RequestContext>()((set) => ({
    models: [],
    connectionKind: 'simulator',
    connectionId: 'simulator',
    canOpenLinks: false,
    load: async () => {
      const [models, { connections, activeId }, { can }] = await Promise.all([
        host.call('models.list', {}),
        host.call('connections.list', {}),
        host.call('app.info', {}),
      ])
      const active = connections.find(({ id }) => id === activeId)
      set({
        models,
        connectionKind: active?.kind ?? 'simulator',
        connectionId: activeId,
        canOpenLinks: can.openLinks,
      })
    },
  }))
}
