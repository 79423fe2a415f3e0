import { createStore, type StoreApi } from 'zustand/vanilla'

/** `problems`: the files that are not listed; `apart`: the open prompt beside the one that another window changed. */
export type LibraryDialog =
  | 'problems'
  | 'libraries'
  | 'removed'
  | 'snapshots'
  | { kind: 'move'; id: string }
  | { kind: 'apart'; from: string }

/** What of the library is shown over the window. */
export type LibraryDialogState = {
  dialog: LibraryDialog | null
  show: (dialog: LibraryDialog | null) => void
}

export type LibraryDialogStore = StoreApi<LibraryDialogState>

export function createLibraryDialogStore(): LibraryDialogStore {
  return createStore<LibraryDialogState>()((set) => ({ dialog: null, show: (dialog) => set({ dialog }) }))
}
