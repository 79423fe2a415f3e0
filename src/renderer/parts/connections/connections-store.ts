import { createStore, type StoreApi } from 'zustand/vanilla'
import type { KeyInput, KeySearchEvent } from '#shared/connections/key'
import type { Input } from '#shared/contract'
import type { ConnectionStatus } from '#shared/contract/connections'
import type { Host } from '../../host/host.ts'

/** The connections, and which one is in use. Every call rejects with the core's AppError and then changes nothing here. */
export type ConnectionsState = {
  connections: ConnectionStatus[]
  activeId: string
  load: () => Promise<void>
  activate: (id: string) => Promise<void>
  /** Adds one (`id: null`) or changes one. Rejects with `needs-consent` for an address that asks first. */
  save: (input: Input<'connections.save'>) => Promise<ConnectionStatus>
  /** Takes the key along. */
  remove: (id: string) => Promise<void>
  setKey: (input: KeyInput) => Promise<void>
  removeKey: (connectionId: string) => Promise<void>
  /** What the server said when it took the key. */
  testKey: (connectionId: string, signal?: AbortSignal) => Promise<string>
  /** Looks for the key through the data folder; ends without a last event where the signal aborts it. */
  proveKey: (connectionId: string, signal: AbortSignal) => AsyncIterable<KeySearchEvent[]>
}

export type ConnectionsStore = StoreApi<ConnectionsState>

export function createConnectionsStore(host: Host): ConnectionsStore {
  return createStore<ConnectionsState>()((set, get) => {
    const load = async () => set(await host.call('connections.list', {}))
    return {
      connections: [],
      activeId: '',
      load,
      activate: async (id) => {
        await host.call('connections.activate', { id })
        set({ activeId: id })
      },
      save: async (input) => {
        const saved = await host.call('connections.save', input)
        const { connections } = get()
        const isNew = !connections.some(({ id }) => id === saved.id)
        set({
          connections: isNew
            ? [...connections, saved]
            : connections.map((other) => (other.id === saved.id ? saved : other)),
        })
        return saved
      },
      remove: async (id) => {
        await host.call('connections.remove', { id })
        await load()
      },
      setKey: async (input) => {
        await host.call('keys.set', input)
        await load()
      },
      removeKey: async (connectionId) => {
        await host.call('keys.remove', { connectionId })
        await load()
      },
      testKey: async (connectionId, signal) => {
        try {
          return (await host.call('keys.test', { connectionId }, { signal })).message
        } finally {
          // The key was used, whatever came of it; without this only its time is old.
          await load().catch(() => {})
        }
      },
      proveKey: (connectionId, signal) => host.stream('keys.prove', { connectionId }, { signal }),
    }
  })
}

/** The connection in use; `null` until the list is loaded. */
export function activeConnection({ connections, activeId }: ConnectionsState): ConnectionStatus | null {
  return connections.find(({ id }) => id === activeId) ?? null
}

/** Where a key is kept, in words that finish `key …x4Qz`. Empty where there is no key to speak of. */
export function keyPlace({ key }: ConnectionStatus): string {
  switch (key.protection?.kind) {
    case 'protected':
      return 'in the keychain'
    case 'memory':
      return 'in memory'
    case 'file':
      return 'in a file'
    case 'unprotected':
      return 'stored unprotected'
    case 'environment':
      return 'from the environment'
    case undefined:
      return ''
  }
}

/** Whether requests over this connection carry a key at all. */
export function needsKey({ kind, credential }: ConnectionStatus): boolean {
  return kind !== 'simulator' && credential !== 'none'
}
