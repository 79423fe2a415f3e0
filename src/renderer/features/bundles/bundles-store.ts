import { createStore, type StoreApi } from 'zustand/vanilla'
import { AppError } from '#shared/app-error'
import { type BundleContents, type BundleImport, type BundlePart, bundleLimitBytes } from '#shared/library/bundle'
import type { Prompt } from '#shared/prompt/prompt'
import type { Host } from '../../host/host.ts'

/** What is chosen in the dialog that shares. `withAddresses`: whether it is said where runs went. */
export type Sharing = { prompt: Prompt; keys: string[]; agreed: string[]; withAddresses: boolean }

export type BundleDialog =
  | { kind: 'share'; prompt: Prompt; parts: BundlePart[] }
  | { kind: 'import'; data: string; contents: BundleContents }

/** The dialogs of bundles. Calls on the core reject with an AppError and then change nothing here. */
export type BundlesState = {
  dialog: BundleDialog | null
  /** Looks at what of a prompt can be shared, and shows it. */
  startSharing: (prompt: Prompt) => Promise<void>
  pack: (sharing: Sharing) => Promise<{ fileName: string; text: string }>
  /** Reads a file that somebody made and shows what is in it. */
  showImport: (file: File) => Promise<void>
  /** Takes over what is shown. */
  take: () => Promise<BundleImport>
  close: () => void
}

export type BundlesStore = StoreApi<BundlesState>

export function createBundlesStore(host: Pick<Host, 'call'>): BundlesStore {
  return createStore<BundlesState>()((set, get) => ({
    dialog: null,
    startSharing: async (prompt) => {
      const parts = await host.call('bundles.offer', { prompt, withAddresses: false })
      set({ dialog: { kind: 'share', prompt, parts } })
    },
    pack: (sharing) => host.call('bundles.pack', sharing),
    showImport: async (file) => {
      if (file.size > bundleLimitBytes) {
        const limit = `${bundleLimitBytes / 1e6} MB`
        throw new AppError('invalid-input', `The bundle was not imported: it is larger than ${limit}.`)
      }
      const { base64Of } = await import('../../parts/attachments/file-data.ts')
      const data = await base64Of(file)
      set({ dialog: { kind: 'import', data, contents: await host.call('bundles.read', { data }) } })
    },
    take: async () => {
      const { dialog } = get()
      if (dialog?.kind !== 'import') throw new AppError('not-found', 'There is no bundle to import.')
      return host.call('bundles.import', { data: dialog.data })
    },
    close: () => set({ dialog: null }),
  }))
}
