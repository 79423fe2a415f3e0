import { createStore, type StoreApi } from 'zustand/vanilla'
import { AppError } from '#shared/app-error'
import {
  type BundleContents,
  type BundleImport,
  type BundlePart,
  type BundleRuns,
  bundleLimitBytes,
} from '#shared/library/bundle'
import type { Prompt } from '#shared/prompt/prompt'
import type { Host } from '../../host/host.ts'

/** What is chosen in the dialog that shares. `withAddresses`: whether it is said where runs went. */
export type Sharing = { prompt: Prompt; keys: string[]; agreed: string[]; withAddresses: boolean }

/** The runs that are listed, by their keys: the newest in which the text stands. `next` is where the list goes on. */
export type RunSearch = { text: string; keys: readonly string[]; next: string | null }

/** `parts`: everything that was listed so far, so that what is chosen stays so whatever is searched for. */
export type SharePlan = { prompt: Prompt; parts: readonly BundlePart[]; runs: RunSearch }

export type BundleDialog = ({ kind: 'share' } & SharePlan) | { kind: 'import'; data: string; contents: BundleContents }

/** The dialogs of bundles. Calls on the core reject with an AppError and then change nothing here. */
export type BundlesState = {
  dialog: BundleDialog | null
  /** Looks at what of a prompt can be shared, and shows it. */
  startSharing: (prompt: Prompt) => Promise<void>
  /** Lists the runs in which a text stands; a later search takes over. */
  searchRuns: (text: string) => Promise<void>
  /** Goes on with the list. */
  moreRuns: () => Promise<void>
  pack: (sharing: Sharing) => Promise<{ fileName: string; text: string }>
  /** Reads a file that somebody made and shows what is in it. */
  showImport: (file: File) => Promise<void>
  /** Takes over what is shown, without the files of these keys. */
  take: (without: readonly string[]) => Promise<BundleImport>
  close: () => void
}

export type BundlesStore = StoreApi<BundlesState>

export function createBundlesStore(host: Pick<Host, 'call'>): BundlesStore {
  return createStore<BundlesState>()((set, get) => {
    let search: AbortController | null = null

    const plan = () => {
      const { dialog } = get()
      return dialog?.kind === 'share' ? dialog : null
    }
    function show({ parts, next }: BundleRuns, before: readonly string[]) {
      const dialog = plan()
      if (!dialog) return
      const known = new Map([...dialog.parts, ...parts].map((part) => [part.key, part]))
      const found = parts.flatMap(({ kind, key }) => (kind === 'run' ? [key] : []))
      const runs = { ...dialog.runs, keys: [...before, ...found], next }
      set({ dialog: { ...dialog, parts: [...known.values()], runs } })
    }
    /** Asks for a page of runs, and for none of those that were asked for before it. */
    async function ask(after: string | null, before: readonly string[]): Promise<void> {
      const dialog = plan()
      search?.abort()
      if (!dialog) return
      const own = new AbortController()
      search = own
      const wanted = { promptId: dialog.prompt.id, text: dialog.runs.text, after }
      try {
        const page = await host.call('bundles.runs', wanted, { signal: own.signal })
        if (!own.signal.aborted) show(page, before)
      } catch (error) {
        if (!own.signal.aborted) throw error
      }
    }

    return {
      dialog: null,
      startSharing: async (prompt) => {
        const [own, runs] = await Promise.all([
          host.call('bundles.offer', { prompt }),
          host.call('bundles.runs', { promptId: prompt.id, text: '', after: null }),
        ])
        set({ dialog: { kind: 'share', prompt, parts: own, runs: { text: '', keys: [], next: null } } })
        show(runs, [])
      },
      searchRuns: async (text) => {
        const dialog = plan()
        if (!dialog) return
        set({ dialog: { ...dialog, runs: { ...dialog.runs, text } } })
        await ask(null, [])
      },
      moreRuns: async () => {
        const { keys = [], next = null } = plan()?.runs ?? {}
        if (next !== null) await ask(next, keys)
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
      take: async (without) => {
        const { dialog } = get()
        if (dialog?.kind !== 'import') throw new AppError('not-found', 'There is no bundle to import.')
        return host.call('bundles.import', { data: dialog.data, without: [...without] })
      },
      close: () => {
        search?.abort()
        set({ dialog: null })
      },
    }
  })
}
