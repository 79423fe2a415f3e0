import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Host } from '../../host/host.ts'

/** Which folders of the libraries are closed, remembered between starts. A folder that nobody closed is open. */
export type ClosedFoldersState = {
  /** By the path of the library and of the folder in it: two libraries may have folders of one name. */
  closed: ReadonlySet<string>
  load: () => Promise<void>
  setOpen: (key: string, isOpen: boolean) => void
}

export type ClosedFoldersStore = StoreApi<ClosedFoldersState>

/** More than anybody closes; the oldest are open again then. */
const mostClosed = 1_000

export function createClosedFoldersStore(host: Pick<Host, 'call'>): ClosedFoldersStore {
  return createStore<ClosedFoldersState>()((set, get) => ({
    closed: new Set(),
    load: async () => set({ closed: new Set((await host.call('settings.get', {})).closedFolders) }),
    setOpen: (key, isOpen) => {
      const others = [...get().closed].filter((other) => other !== key)
      const closedFolders = isOpen ? others : [...others, key].slice(-mostClosed)
      set({ closed: new Set(closedFolders) })
      // That a folder was closed is not worth a word when it cannot be written.
      host.call('settings.set', { closedFolders }).catch(() => {})
    },
  }))
}

export const closedKey = (library: string, folder: string) => `${library} ${folder}`
